from __future__ import annotations

import pytest

from clipper.store.encodings import guess_encoding
from clipper.store.text_file import decode_text
from tests.shared_data import shared

CUES = "1\n00:00:01,000 --> 00:00:03,000\n{}\n\n2\n00:00:04,000 --> 00:00:05,000\n{}\n"


@pytest.mark.parametrize(
    ("encoding", "first", "second"),
    [
        ("cp1252", "C'est très bien, déjà vu.", "Où étais-tu, garçon?"),
        ("cp1252", "It’s a “test”", "no more"),
        ("cp1250", "Příliš žluťoučký kůň", "úpěl ďábelské ódy"),
        ("cp1251", "Привет, как дела?", "Хорошо, спасибо."),
        ("koi8_r", "Привет, как дела?", "Хорошо, спасибо."),
        ("cp1253", "Καλημέρα σας", "Τι κάνετε;"),
        ("cp1255", "שלום לכולם", "מה שלומך"),
        ("cp1256", "مرحبا بكم", "كيف حالك"),
        ("gb18030", "宇宙守护神", "轻轻一跳"),
        ("gb18030", "我们走吧，时间到了。", "你说什么？"),
        ("big5", "我們走吧，時間到了。", "你說什麼？"),
        ("shift_jis", "日本語のテストです", "はい、そうです"),
        ("euc_jp", "日本語のテストです", "はい、そうです"),
        ("cp949", "어디 가세요? 학교에 가요.", "네, 알겠습니다!"),
    ],
)
def test_subtitles_in_a_legacy_encoding_read_as_what_they_are(encoding: str, first: str, second: str) -> None:
    text = CUES.format(first, second)
    assert guess_encoding(text.encode(encoding)) == encoding
    assert decode_text(text.encode(encoding), source="old.srt").text == text


def test_a_real_chinese_file_reads_as_chinese() -> None:
    found = decode_text(shared("subtitles/cdown-srt/gb2312.srt").read_bytes(), source="gb2312.srt")
    assert found.encoding == "gb18030"
    assert "宇宙守护神" in found.text


def test_zeros_in_webvtt_are_what_its_standard_says() -> None:
    text = "WEBVTT\n\n00:00.000 --> 00:01.000\na\0b\n"
    assert decode_text(text.encode(), source="a.vtt").text == text.replace("\0", "\ufffd")
