"""The staff group asks how the bot is doing: /thongke and what comes by itself once a week."""
