"""Nothing lost: every update is stored before Telegram hears that it came, and stays until its outcome is."""
