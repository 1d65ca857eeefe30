"""Content changed by staff: received, checked on a copy, weighed against what people ask, written, taken back. Nothing
here knows Telegram."""
