from django.test import SimpleTestCase


class FirstViewTests(SimpleTestCase):
    def check(self, address, text):
        response = self.client.get(address)
        self.assertEqual(response.status_code, 200, f"the status of {address}")
        self.assertEqual(response.content.decode(), text)

    def test_home(self):
        self.check("/", "Welcome. This page works.")

    def test_hello(self):
        self.check("/hello/", "Hello, Django!")

    def test_hello_ada(self):
        self.check("/hello/Ada/", "Hello, Ada!")

    def test_double(self):
        self.check("/double/21/", "42")
