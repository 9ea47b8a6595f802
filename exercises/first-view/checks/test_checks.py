import random
import string

from grading.case import CheckCase, SubjectError

MISSING = (
    "404 means that no line in `hello/urls.py` fits: it is missing, its address has a slash at "
    "the start, or has none at the end."
)
VIEW = "Look at its view: it takes `request` and hands back an `HttpResponse` with `return`."
WELCOME = "Welcome. This page works."


def random_name():
    return random.choice(string.ascii_uppercase) + "".join(
        random.choices(string.ascii_lowercase, k=random.randint(4, 9))
    )


class Checks(CheckCase):
    def setUp(self):
        # A view that raises for a strange address is an answer with status 500, which has its own message.
        self.visitor = self.client_class(raise_request_exception=False)

    def text(self, response):
        return response.content.decode("utf-8", "replace").strip()

    def ask(self, address, shown, **facts):
        """
        The answer to a GET. Where Django cannot call a view, or not use what it returns, no line of the learner's
        own is in the traceback: that is said in words, as it is the first thing a beginner meets.
        """
        try:
            return self.client.get(address)
        except SubjectError as error:
            if error.report.get("frames"):
                raise
            problem = " ".join(f"{error.error_class}: {error.message}".split())[:110].rstrip(".")
            self.require(False, what=f"GET {shown} ended in an error, `{problem}`.", **facts)

    def test_home_still_works(self):
        response = self.client.get("/")
        same = self.text(response) == WELCOME
        self.require(
            response.status_code == 200 and same,
            status=response.status_code,
            state="its old text" if same else "another text",
        )

    def test_hello_page_found(self):
        status = self.ask("/hello/", "/hello/", advice=VIEW).status_code
        self.require(
            status == 200,
            what=f"GET /hello/ answered with status {status}.",
            advice=MISSING if status == 404 else VIEW,
        )

    def test_hello_text(self):
        actual = self.text(self.client.get("/hello/"))
        self.require(actual == "Hello, Django!", expected="Hello, Django!", actual=actual)

    def test_name_from_address(self):
        for address, name, same in (
            ("/hello/Ada/", "Ada", "/hello/Ada/ has a page with another text."),
            (None, random_name(), "/hello/Ada/ is right, and another name is not."),
        ):
            shown = address or "an address with another name"
            response = self.ask(address or f"/hello/{name}/", shown)
            self.require(
                response.status_code == 200,
                what=f"GET {shown} answered with status {response.status_code}.",
            )
            expected, actual = f"Hello, {name}!", self.text(response)
            compared = {"expected": expected, "actual": actual} if address else {}
            self.require(actual == expected, what=same, **compared)

    def test_number_doubled(self):
        for number, shown in ((21, "/double/21/"), (random.randint(50, 9999), "another number")):
            response = self.ask(f"/double/{number}/", shown)
            self.require(
                response.status_code == 200,
                what=f"GET {shown} answered with status {response.status_code}.",
            )
            expected, actual = str(2 * number), self.text(response)
            compared = {"expected": expected, "actual": actual} if number == 21 else {}
            self.require(
                actual == expected,
                what=f"For {shown} the text of the answer is not twice the number.",
                **compared,
            )

    def test_letters_are_not_found(self):
        digits = random.randint(1, 99)
        for example, word in (
            ("cat", "cat"),
            ("dog", random_name().lower()),
            ("7x", f"{digits}x"),
            ("x7", f"x{digits}"),
        ):
            response = self.visitor.get(f"/double/{word}/")
            self.require(
                response.status_code == 404, example=example, status=response.status_code
            )

    def test_answers_are_plain_text(self):
        number = random.randint(2, 99)
        for shown, address in (
            ("/hello/", "/hello/"),
            ("/hello/<name>/", f"/hello/{random_name()}/"),
            ("/double/<number>/", f"/double/{number}/"),
        ):
            kind = self.client.get(address).headers.get("Content-Type", "")
            kind = kind.partition(";")[0].strip() or "of no type"
            self.require(kind == "text/plain", address=shown, actual_type=kind)
