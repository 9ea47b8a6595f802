import random
import string
from urllib.parse import urlsplit

from contact.models import Message
from django.core import mail
from page import Page

from grading.case import CheckCase

PAGE, THANKS = "/contact/", "/contact/thanks/"
TEAM, SITE = ["team@example.org"], "website@example.org"
FIELDS = ("name", "email", "subject", "body")


def word():
    return "".join(random.choices(string.ascii_lowercase, k=random.randint(4, 9)))


def valid():
    return {
        "name": f"{word().title()} {word().title()}",
        "email": f"{word()}@example.com",
        "subject": f"{word()} & {word()}",
        "body": f"{word()} {word()} <{word()}>, {word()}.",
    }


def leads_to(response, path):
    try:
        return urlsplit(response.headers.get("Location", "")).path == path
    except ValueError:
        return False


class Checks(CheckCase):
    def setUp(self):
        # An exception that a line break causes has a message of its own, as status 500.
        self.visitor = self.client_class(raise_request_exception=False)

    def page_of(self, response, **facts):
        with self.reading():
            page = Page(response)
            form = page.form()
        self.require(
            form is not None,
            status=response.status_code,
            what="there is no form with a field `subject` on the page.",
            **facts,
        )
        return page

    def test_get_shows_empty_form(self):
        response = self.client.get(PAGE)
        status = response.status_code
        page = self.page_of(response)
        method = page.form().attributes.get("method", "get").lower()
        values = page.values()
        missing = [field for field in FIELDS if field not in values]
        filled = [field for field in FIELDS if values.get(field)]
        self.require(status == 200, status=status, what="a form is on the page.")
        self.require(method == "post", status=status, what=f"the form is sent by {method.upper()}.")
        self.require(
            not missing, status=status, what=f"the form has no field `{''.join(missing[:1])}`."
        )
        self.require(
            not filled, status=status, what=f"the field `{''.join(filled[:1])}` is not empty."
        )
        self.require(not page.errors(), status=status, what="the page shows errors.")

    def test_valid_post_saves_once(self):
        data = valid()
        response = self.client.post(PAGE, data)
        saved = list(Message.objects.values(*FIELDS))
        self.require(
            len(saved) == 1,
            status=response.status_code,
            what=f"the number of messages in the database is {len(saved)}.",
        )
        for field in FIELDS:
            self.require(
                saved[0][field] == data[field],
                status=response.status_code,
                what=f"the saved `{field}` is not what was sent.",
            )

    def test_redirect_after_post(self):
        response = self.client.post(PAGE, valid())
        there = leads_to(response, THANKS)
        self.require(
            response.status_code in (302, 303) and there,
            status=response.status_code,
            what="leads to the right page." if there else "does not lead to /contact/thanks/.",
        )
        after = self.client.get(THANKS)
        self.require(
            after.status_code == 200,
            status=response.status_code,
            what=f"/contact/thanks/ then answers with status {after.status_code}.",
        )

    def test_invalid_keeps_values(self):
        data = valid() | {"email": word()}
        response = self.client.post(PAGE, data)
        saved = Message.objects.count()
        self.require(
            saved == 0,
            status=response.status_code,
            what=f"the number of messages in the database is {saved}.",
        )
        values = self.page_of(response).values()
        for field in FIELDS:
            state = "is empty" if not values.get(field) else "holds something else"
            self.require(
                values.get(field) == data[field],
                status=response.status_code,
                what=f"the field `{field}` {state}.",
            )

    def test_field_errors_visible(self):
        cases = [(field, "left empty", "") for field in FIELDS]
        cases += [("email", "no address", word()), ("subject", "too long", "x" * 151)]
        for field, fault, value in cases:
            facts = {"field": field, "fault": fault}
            page = self.page_of(self.client.post(PAGE, valid() | {field: value}), **facts)
            boxes = [n for n in page.root.walk() if n.attributes.get("data-field") == field]
            names = {n.attributes.get("name") for box in boxes for n in box.walk()}
            self.require(
                field in names, what="no element with this attribute holds the field.", **facts
            )
            self.require(page.errors(), what="the page shows no error at all.", **facts)
            self.require(
                page.errors(field), what="there is no error next to this field.", **facts
            )

    def test_cross_field_rule(self):
        subject = f"{word()} {word()}"
        for body, case in (
            (subject, "a body equal to the subject"),
            (f"  {subject.upper()}\n", "the subject in capitals and with outer spaces as the body"),
        ):
            response = self.client.post(PAGE, valid() | {"subject": subject, "body": body})
            saved = Message.objects.count()
            self.require(saved == 0, case=case, what="a message was saved.")
            page = self.page_of(response, case=case)
            self.require(page.errors(), case=case, what="the page shows no error.")
        self.client.post(PAGE, valid() | {"subject": subject, "body": f"{subject} {word()}"})
        self.require(
            Message.objects.count() == 1,
            case="a body that begins with the subject and goes on",
            what="no message was saved.",
        )

    def test_csrf_token_present(self):
        strict = self.client_class(enforce_csrf_checks=True)
        page = self.page_of(strict.get(PAGE))
        response = strict.post(PAGE, page.values() | valid())
        self.require(
            response.status_code != 403,
            what="The form, filled in and sent as a browser does, was refused with 403.",
        )
        foreign = "".join(random.choices(string.ascii_letters, k=64))
        for token, which in (({}, "without a"), ({"csrfmiddlewaretoken": foreign}, "with a made-up")):
            response = strict.post(PAGE, valid() | token)
            self.require(
                response.status_code == 403,
                what=f"A POST {which} token was answered with status {response.status_code}.",
            )

    def test_one_email_with_reply_to(self):
        self.client.post(PAGE, valid() | {"email": word()})
        count = len(mail.outbox)
        self.require(
            count == 0, case="an invalid form", what=f"the number of e-mails sent is {count}."
        )
        data = valid()
        self.client.post(PAGE, data)
        count = len(mail.outbox)
        case = "one valid form"
        self.require(count == 1, case=case, what=f"the number of e-mails sent is {count}.")
        sent = mail.outbox[0]
        self.require(
            sorted([*sent.to, *sent.cc, *sent.bcc]) == TEAM,
            case=case,
            what="the e-mail does not go to the team alone.",
        )
        self.require(
            SITE in sent.from_email and data["email"] not in sent.from_email,
            case=case,
            what="the sender of the e-mail is not the site's own address.",
        )
        answer_to = " ".join(sent.reply_to) or sent.extra_headers.get("Reply-To", "")
        self.require(
            data["email"] in answer_to, case=case, what="Reply-To is not the visitor's address."
        )
        self.require(
            data["subject"] in sent.subject, case=case, what="its subject is without the visitor's."
        )
        self.require(
            data["body"] in sent.body, case=case, what="its body is without the visitor's."
        )

    def test_header_injection_refused(self):
        for field in ("subject", "name"):
            for line_break in ("\n", "\r\n"):
                mail.outbox = []
                Message.objects.all().delete()
                value = f"{word()}{line_break}Bcc: {word()}@example.com"
                response = self.visitor.post(PAGE, valid() | {field: value})
                self.require(
                    response.status_code < 500,
                    field=field,
                    what=f"was answered with status {response.status_code}.",
                )
                saved = Message.objects.count()
                self.require(
                    saved == len(mail.outbox),
                    field=field,
                    what=f"left {saved} saved messages and {len(mail.outbox)} e-mails.",
                )
                with self.reading():
                    errors = Page(response).errors()
                self.require(
                    saved or errors,
                    field=field,
                    what="was refused, and the page shows no error.",
                )
                for sent in mail.outbox:
                    heads = [sent.subject, sent.from_email, *sent.to, *sent.reply_to]
                    self.require(
                        not any("\n" in head or "\r" in head for head in heads),
                        field=field,
                        what="sent an e-mail with a line break in its head.",
                    )
                    self.require(
                        sorted([*sent.to, *sent.cc, *sent.bcc]) == TEAM,
                        field=field,
                        what="sent an e-mail to somebody outside the team.",
                    )
