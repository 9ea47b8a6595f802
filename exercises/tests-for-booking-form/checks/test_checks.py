from grading.suites import SuiteCase

LEAST = 8


class Checks(SuiteCase):
    def require_noticed(self, *mutants):
        unnoticed = self.unnoticed(*mutants)
        self.require(unnoticed == 0, unnoticed=unnoticed, faults=len(mutants))

    def test_tests_run_and_pass(self):
        given = self.outcome("given")
        if given.first is not None:
            raise given.first
        facts = {"ran": given.ran, "skipped": given.unsaid}
        self.require(given.ran >= LEAST, order="", **facts)
        self.require(self.accepts("shuffled"), order=", and not all pass in another order", **facts)

    def test_accepts_generic_views(self):
        self.require(self.accepts("generic-views"))

    def test_accepts_other_wording(self):
        self.require(self.accepts("other-wording"))
        others = ("limits-in-the-model", "seats-asked-otherwise", "list-asked-otherwise")
        self.require(all(map(self.accepts, others)))

    def test_passes_next_year(self):
        self.require(self.accepts("later"))

    def test_catches_missing_login(self):
        self.require_noticed("list-open", "form-open")

    def test_catches_seat_limits(self):
        self.require_noticed("nine-seats", "zero-seats")

    def test_catches_day_limits(self):
        self.require_noticed("today-refused", "past-allowed")

    def test_catches_wrong_owner(self):
        self.require_noticed("owner-from-post")

    def test_catches_saving_faults(self):
        self.require_noticed("invalid-saved", "bound-on-get", "no-redirect", "not-saved", "seats-not-stored")

    def test_catches_list_faults(self):
        self.require_noticed("everyones-bookings", "list-reversed")
