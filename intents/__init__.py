"""What decides a reply: content, matching, replies. Knows nothing of Telegram or storage."""

from intents.match.matcher import Matcher

__all__ = ["Matcher"]
