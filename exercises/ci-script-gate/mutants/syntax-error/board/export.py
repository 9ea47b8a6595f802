"""Notices as text, for the letter that goes out on Fridays. Nothing imports it yet."""


def lines(notices):
    for notice in notices
        yield f"{notice.published}: {notice.title}"
