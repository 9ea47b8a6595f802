import { expect, it } from 'vitest';
import { readCheckCode } from './facts.js';
import { fits, placeholders } from './messages.js';

const code = readCheckCode([
  `
def compare(case, left, right):
    case.require(left == right, left=left, right=f({"a=1": 2}, b=3))


class Checks(CheckCase):
    def page(
        self, path
    ):
        self.require(ok(path), status=200)  # require(ghost=1

    def test_direct(self):
        self.require(
            1 == 2,
            text="a, (b=1)", number=3,
        )

    def test_through_two(self):
        self.page("/")
        compare(self, 1, 2)

    def test_open(self):
        self.require(False, **facts)

    def test_none(self):
        self.require(x != y)
`,
]);

it.each([
  ['direct', ['text', 'number']],
  ['through_two', ['status', 'left', 'right']],
  ['none', []],
])('finds the facts of test_%s, through helpers too', (check, names) => {
  const facts = code.factsOf(check);
  expect([...facts.names].sort()).toEqual([...names].sort());
  expect(facts.open).toBe(false);
});

it('knows that it cannot know facts passed as a dictionary', () => {
  expect(code.factsOf('open').open).toBe(true);
});

it('lists the tests and the names that are defined', () => {
  expect(code.tests).toEqual(['direct', 'through_two', 'open', 'none']);
  expect(code.names).toEqual(expect.arrayContaining(['compare', 'page', 'Checks']));
});

it('tells placeholders from template tags and variables', () => {
  expect(placeholders('{rows} rows, write {% csrf_token %} and {{ form }}, not {rows}')).toEqual(['rows']);
});

it('recognises a message made from its template', () => {
  expect(
    fits(
      'The page runs 4 queries for 14 books;\n3 are enough.',
      'The page runs {n} queries for {m} books; 3 are enough.',
    ),
  ).toBe(true);
  expect(fits('AssertionError: 4 != 3', 'The page runs {n} queries; 3 are enough.')).toBe(false);
});
