from django.test import SimpleTestCase


class FirstViewTests(SimpleTestCase):
    def test_home(self):
        self.assertEqual(self.client.get("/").content, b"Welcome. This page works.")

    def test_hello(self):
        self.assertEqual(self.client.get("/hello/").content, b"Hello, Django!")

    def test_hello_ada(self):
        self.assertEqual(self.client.get("/hello/Ada/").content, b"Hello, Ada!")

    def test_double(self):
        self.assertEqual(self.client.get("/double/21/").content, b"42")
