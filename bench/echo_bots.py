"""The bots ours is compared with, as their libraries' front pages write them: `python -m bench.echo_bots NAME API`."""

from __future__ import annotations

import asyncio
import sys

TOKEN = "1:bench"  # noqa: S105 - the load server's


def telegram_bot(api: str) -> None:
    """python-telegram-bot's echo bot."""
    from telegram import Update
    from telegram.ext import Application, ContextTypes, MessageHandler, filters

    async def echo(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        if update.message and update.message.text:
            await update.message.reply_text(update.message.text)

    application = Application.builder().token(TOKEN).base_url(f"{api}/bot").build()
    application.add_handler(MessageHandler(filters.TEXT & ~filters.COMMAND, echo))
    application.run_polling()


def aiogram_bot(api: str) -> None:
    """aiogram's echo bot."""
    from aiogram import Bot, Dispatcher
    from aiogram.client.session.aiohttp import AiohttpSession
    from aiogram.client.telegram import TelegramAPIServer
    from aiogram.types import Message

    dispatcher = Dispatcher()

    @dispatcher.message()
    async def echo(message: Message) -> None:
        await message.answer(message.text or "")

    bot = Bot(TOKEN, session=AiohttpSession(api=TelegramAPIServer.from_base(api)))
    asyncio.run(dispatcher.start_polling(bot))


if __name__ == "__main__":
    {"python-telegram-bot": telegram_bot, "aiogram": aiogram_bot}[sys.argv[1]](sys.argv[2])
