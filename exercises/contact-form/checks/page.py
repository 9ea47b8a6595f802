"""Reads the page of the form as a browser would: as a tree, whatever the template looks like."""

from html.parser import HTMLParser

DEPTH = 100
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}


class Node:
    def __init__(self, tag, attributes):
        self.tag, self.attributes, self.children = tag, attributes, []

    def walk(self):
        yield self
        for child in self.children:
            if isinstance(child, Node):
                yield from child.walk()

    def text(self):
        parts = (c.text() if isinstance(c, Node) else c for c in self.children)
        return " ".join("".join(parts).split())


class Page(HTMLParser):
    """A page as a tree of nodes, lenient with tags that are not closed."""

    def __init__(self, response):
        super().__init__()
        self.root = Node("", {})
        self.open = [self.root]
        try:
            self.feed(response.content.decode("utf-8", "replace"))
            self.close()
        except AssertionError:  # the parser gives up on unknown declarations; what stands before them counts
            pass

    def handle_starttag(self, tag, attributes):
        node = Node(tag, {key: value or "" for key, value in attributes})
        self.open[-1].children.append(node)
        if tag not in VOID and len(self.open) < DEPTH:
            self.open.append(node)

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if self.open[-1].tag == tag:
            self.open.pop()

    def handle_endtag(self, tag):
        if any(node.tag == tag for node in self.open[1:]):
            while self.open.pop().tag != tag:
                pass

    def handle_data(self, data):
        self.open[-1].children.append(data)

    def form(self):
        """The form that asks for the subject, None when there is none."""
        for node in self.root.walk():
            if node.tag == "form" and any(n.attributes.get("name") == "subject" for n in node.walk()):
                return node
        return None

    def values(self):
        """Name → value of all controls of the form, hidden ones too."""
        found = {}
        for node in self.form().walk():
            name = node.attributes.get("name")
            if name and node.tag == "textarea":
                found[name] = "".join(c for c in node.children if isinstance(c, str)).strip()
            elif name and node.tag in ("input", "select"):
                found[name] = node.attributes.get("value", "")
        return found

    def errors(self, field=None):
        """Text of the errors on the page, or of those next to a field."""
        inside = [
            node
            for node in self.root.walk()
            if field is None or node.attributes.get("data-field") == field
        ]
        lists = (
            node.text()
            for part in inside
            for node in part.walk()
            if "errorlist" in node.attributes.get("class", "").split()
        )
        return " ".join(text for text in lists if text)
