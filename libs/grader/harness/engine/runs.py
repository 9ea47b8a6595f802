"""A run as the manager keeps it: its processes, from the connection that brings a job to the burial."""


class Process:
    """One process of a run, from the connection that brings its job to its burial."""

    def __init__(self, role, key):
        self.role = role
        self.key = key
        self.data = None
        self.channel = None
        self.asked = False
        self.report = None
        self.killed = False
        self.forker = None

    @property
    def alive(self):
        return self.asked and self.report is None

    def close(self):
        for name in ("data", "channel"):
            if getattr(self, name) is not None:
                getattr(self, name).close()
                setattr(self, name, None)


class Run:
    def __init__(self, request):
        self.number = request["id"]
        self.limits = request["limits"]
        lead = request["lead"]  # the judge, or where there is none, the learner's own process
        self.processes = [Process(lead["role"], lead["key"])]
        self.processes += [Process(mate["role"], mate["key"]) for mate in request["mates"]]
        self.slot = self.board = self.desk = self.why = None
        self.waiting = []
        self.started = self.deadline = None
        self.standby = request.get("standby", False)  # made ahead of its jobs
        self.serving = False

    @property
    def lead(self):
        return self.processes[0]

    @property
    def mates(self):
        return self.processes[1:]
