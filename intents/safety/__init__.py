"""What can be said, carefully, of a link, a message, a number or a code that somebody received.

Knows no Telegram, opens nothing and fetches nothing: everything is read off the letters that stand there.
"""
