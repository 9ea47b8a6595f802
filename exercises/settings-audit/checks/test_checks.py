import random
import re
import string

from django.core import signing

from grading.deployment import DeploymentCase

PRODUCTION, LOCAL = "config.settings", "config.local"
DAY, YEAR = 86_400, 31_536_000
# What `check --deploy` leaves to a decision, because other hosts of the domain are concerned.
DECISIONS = {
    "security.W005": "SECURE_HSTS_INCLUDE_SUBDOMAINS",
    "security.W021": "SECURE_HSTS_PRELOAD",
}
SECURITY = "django.middleware.security.SecurityMiddleware"
ENTRY = re.compile(r"^\s*(?:[-*+]|\d+\.|\|)\s*`?([A-Z][A-Z0-9_]+)`?\s*[:|–—-]\s*(.+)$")
REASON_WORDS = 5


def letters(count, source=string.ascii_lowercase):
    return "".join(random.choices(source, k=count))


def expected_warnings(found):
    """Ids that `check --deploy` must report for these values; what it says is the word of the learner's process."""
    middleware = found.get("MIDDLEWARE", [])
    hsts = found.get("SECURE_HSTS_SECONDS")
    rules = {
        "security.W001": SECURITY not in middleware,
        "security.W002": "django.middleware.clickjacking.XFrameOptionsMiddleware" not in middleware,
        "security.W003": "django.middleware.csrf.CsrfViewMiddleware" not in middleware,
        "security.W004": not hsts,
        "security.W005": hsts and not found.get("SECURE_HSTS_INCLUDE_SUBDOMAINS"),
        "security.W006": found.get("SECURE_CONTENT_TYPE_NOSNIFF") is not True,
        "security.W008": found.get("SECURE_SSL_REDIRECT") is not True,
        "security.W012": found.get("SESSION_COOKIE_SECURE") is not True,
        "security.W015": found.get("SESSION_COOKIE_HTTPONLY") is not True,
        "security.W016": found.get("CSRF_COOKIE_SECURE") is not True,
        "security.W018": found.get("DEBUG"),
        "security.W020": not found.get("ALLOWED_HOSTS"),
        "security.W021": hsts and not found.get("SECURE_HSTS_PRELOAD"),
        "security.W022": not found.get("SECURE_REFERRER_POLICY"),
    }
    return {name for name, held in rules.items() if held}


class Checks(DeploymentCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.host = f"{letters(7)}.example"
        cls.secret = letters(60, string.ascii_letters + string.digits)
        cls.admin = f"{letters(6)}@{cls.host}"
        cls.mail_host = f"mail.{letters(5)}.example"
        cls.environment = {
            "DJANGO_SECRET_KEY": cls.secret,
            "DJANGO_ALLOWED_HOSTS": f"{cls.host},www.{cls.host}",
            "DJANGO_ADMIN_EMAIL": cls.admin,
            "EMAIL_HOST": cls.mail_host,
        }

    def production(self, **changes):
        return self.site(PRODUCTION, **{**self.environment, **changes})

    def visit(self, path="/", site=None, host=None, **how):
        """As a visitor who comes over HTTPS."""
        return (site or self.production()).get(path, host=host or self.host, scheme="https", **how)

    def reasons(self):
        """Setting and reason of each line of the document."""
        found = {}
        for line in self.handed_in.get("DEPLOY.md", "").split("\n"):
            entry = ENTRY.match(line[:1000])
            if entry and not line.startswith("    "):
                found[entry[1]] = len(re.findall(r"\w+", entry[2]))
        return found

    def test_debug_off_by_default(self):
        for state, changes in (
            ("without a variable for it", {}),
            ("with `DJANGO_DEBUG=False`", {"DJANGO_DEBUG": "False", "DEBUG": "False"}),
            ("with `DJANGO_DEBUG=0`", {"DJANGO_DEBUG": "0", "DEBUG": "0"}),
        ):
            site = self.production(**changes)
            page = self.visit("/no-such-page/", site=site).text
            self.require(site.values("DEBUG").get("DEBUG") is False, state=state, what="`DEBUG` is on")
            self.require("DEBUG = True" not in page, state=state, what="a page that is missing shows code")

    def test_secret_strong_and_outside(self):
        token = self.visit("/invite/").text.strip()
        try:
            signing.loads(token, key=self.secret)
            signed = True
        except signing.BadSignature:
            signed = False
        what = "A link signed by the site does not fit the key in `DJANGO_SECRET_KEY`."
        self.require(signed, what=what)
        without = {name: value for name, value in self.environment.items() if name != "DJANGO_SECRET_KEY"}
        refused = self.refusal(PRODUCTION, **without)
        what = "Without `DJANGO_SECRET_KEY` the site starts with a key that stands in the code, or with none."
        self.require(refused is not None, what=what)

    def test_hosts_explicit(self):
        for name, host in (("", self.host), ("www.", f"www.{self.host}")):
            status = self.visit(host=host).status
            what = f"A host of `DJANGO_ALLOWED_HOSTS` ({name or 'the first one'}) was answered with status {status}."
            self.require(status < 400, what=what)
        for name, host in (("A foreign host", f"{letters(9)}.test"), ("A host below ours", f"x.{self.host}")):
            status = self.visit(host=host).status
            self.require(status == 400, what=f"{name} was answered with status {status} and not with 400.")

    def test_nothing_silenced(self):
        site = self.production()
        _, heard, silenced = site.check_deploy()
        listed = site.values("SILENCED_SYSTEM_CHECKS").get("SILENCED_SYSTEM_CHECKS")
        names = ", ".join(map(str, (listed if isinstance(listed, list) else []) or silenced)) or "something"
        self.require(listed == [] and not silenced, what=f"`SILENCED_SYSTEM_CHECKS` holds {names[:100]}.")
        missing = sorted(expected_warnings(self.facts_of(site)) - set(heard))
        what = f"The values of the settings call for {', '.join(missing)[:80]}, and the command does not report it."
        self.require(not missing, what=what)

    def facts_of(self, site):
        return site.values(
            "MIDDLEWARE",
            "SECURE_HSTS_SECONDS",
            "SECURE_HSTS_INCLUDE_SUBDOMAINS",
            "SECURE_HSTS_PRELOAD",
            "SECURE_CONTENT_TYPE_NOSNIFF",
            "SECURE_SSL_REDIRECT",
            "SECURE_REFERRER_POLICY",
            "SESSION_COOKIE_SECURE",
            "SESSION_COOKIE_HTTPONLY",
            "CSRF_COOKIE_SECURE",
            "DEBUG",
            "ALLOWED_HOSTS",
        )

    def test_check_deploy_clean(self):
        site = self.production()
        heard = sorted(set(site.check_deploy()[1]) - set(DECISIONS))
        more = f" and {len(heard) - 3} more" if len(heard) > 3 else ""
        what = f"`check --deploy` reports {', '.join(heard[:3])[:90]}{more}."
        self.require(not heard, what=what)
        answer = site.get("/", host=self.host, scheme="http")
        target = answer.headers.get("location", "")
        redirected = answer.status in (301, 302, 307, 308) and target.startswith(f"https://{self.host}/")
        what = f"A visitor who comes over HTTP gets status {answer.status}, and no redirect to HTTPS."
        self.require(redirected, what=what)
        answer = self.visit(site=site)
        what = f"A visitor who comes over HTTPS, as the proxy says in a header, gets status {answer.status}."
        self.require(answer.status == 200, what=what)
        self.read_headers(answer)
        self.read_cookies(site, answer)

    def read_headers(self, answer):
        for name, wanted in (
            ("X-Frame-Options", {"deny"}),
            ("X-Content-Type-Options", {"nosniff"}),
        ):
            value = answer.headers.get(name.lower(), "").lower()
            self.require(value in wanted, what=f"The answer over HTTPS has `{name}: {value[:40] or 'nothing'}`.")
        what = "The answer over HTTPS has no `Referrer-Policy`."
        self.require(answer.headers.get("referrer-policy"), what=what)

    def read_cookies(self, site, answer):
        token = answer.cookies.get("csrftoken")
        self.require(token is not None and token["secure"], what="The CSRF cookie is sent without `Secure`.")
        basket = site.post(
            "/basket/",
            {"csrfmiddlewaretoken": token.value},
            host=self.host,
            scheme="https",
            headers={"Referer": f"https://{self.host}/"},
            cookies={"csrftoken": token.value},
        )
        what = f"Adding to the basket over HTTPS ends with status {basket.status}."
        self.require(basket.status == 302, what=what)
        session = basket.cookies.get("sessionid")
        marked = session is not None and session["secure"] and session["httponly"]
        self.require(marked, what="The cookie of the session is sent without `Secure` or `HttpOnly`.")

    def test_hsts_starts_small_or_reasoned(self):
        header = self.visit().headers.get("strict-transport-security", "").lower()
        found = re.search(r"max-age=\"?(\d{1,12})", header)
        seconds = int(found[1]) if found else 0
        self.require(seconds > 0, what="The answer over HTTPS has no `Strict-Transport-Security`.")
        reasoned = self.reasons().get("SECURE_HSTS_SECONDS", 0) >= REASON_WORDS
        what = f"Browsers are told to refuse HTTP for {seconds} seconds, and DEPLOY.md gives no reason for it."
        self.require(seconds <= DAY or reasoned, what=what)
        ready = seconds >= YEAR and "includesubdomains" in header
        what = f"The site asks for the preload list with {seconds} seconds; that list wants a year and subdomains."
        self.require("preload" not in header or ready, what=what)

    def test_error_pages_exist(self):
        site = self.production()
        for path, status, words in (
            ("/no-such-page/", 404, "No stall at this place"),
            ("/report/", 500, "The market is closed for a moment"),
        ):
            answer = self.visit(path, site=site)
            shown = "the page of the project" if words in answer.text else "another page"
            right = answer.status == status and words in answer.text
            self.require(right, path=path, status=answer.status, shown=shown, template=f"{status}.html")

    def test_admins_get_errors(self):
        site = self.production()
        site.letters()
        self.visit("/report/", site=site)
        sent = site.letters()
        state = "no mail was handed to a mail server" if not sent else "a mail went to somebody else"
        reached = [one for one in sent if self.admin in map(str, one.get("to") or ())]
        self.require(reached, state=state)
        state = "the mail was handed to another server than `EMAIL_HOST`"
        self.require(any(one.get("host") == self.mail_host for one in reached), state=state)

    def test_local_development_works(self):
        report = self.refusal(LOCAL)
        problem = " ".join(f"{report['type']}: {report['message']}".split())[:80] if report else ""
        self.require(report is None, what=f"It does not start: `{problem}`.")
        site = self.site(LOCAL)
        host = "localhost:8000"
        page = site.get("/", host=host)
        to_https = page.headers.get("location", "").startswith("https:")
        what = f"The first page answers with {'a redirect to HTTPS' if to_https else f'status {page.status}'}."
        self.require(page.status == 200, what=what)
        self.require(site.values("DEBUG").get("DEBUG") is True, what="`DEBUG` is off there.")
        token = page.cookies.get("csrftoken")
        what = "A browser keeps the cookies for HTTPS only (`Secure`), so the form is refused."
        self.require(token is not None and not token["secure"], what=what)
        basket = site.post(
            "/basket/",
            {"csrfmiddlewaretoken": token.value},
            host=host,
            cookies={"csrftoken": token.value},
        )
        session = basket.cookies.get("sessionid")
        self.require(session is not None and not session["secure"], what=what)

    def test_reasons_listed(self):
        heard = set(self.production().check_deploy()[1])
        reasons = self.reasons()
        for name in sorted(DECISIONS[one] for one in heard & set(DECISIONS)):
            words = reasons.get(name, 0)
            what = "has no line in DEPLOY.md" if not words else f"has a reason of {words} words"
            self.require(words >= REASON_WORDS, setting=name, what=what)
