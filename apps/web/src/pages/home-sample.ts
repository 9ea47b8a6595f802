import type { CheckResult } from '#contract';

const check = (id: string, name: string, status: CheckResult['status']): CheckResult => ({
  id,
  name,
  status,
  message: null,
  expected: null,
  actual: null,
  frames: [],
  hint: null,
  durationMs: 0,
});

/** What the exercise `book-list-n-plus-one` answers to its untouched start. */
export const sampleFirst: CheckResult = {
  ...check('author_queries', 'Authors are not loaded one book at a time', 'failed'),
  message:
    'With 3 books the page reads the author table 3 times, with 14 books 14 times. Follow the foreign key in the query that loads the books.',
};

export const sampleChecks: readonly CheckResult[] = [
  check('page_loads', 'The page still answers with status 200', 'passed'),
  check('only_published_books', 'Only published books are listed, by title', 'passed'),
  check('books_without_approved_reviews_stay', 'Books without approved reviews are still listed', 'passed'),
  check('author_and_genres_shown', 'Author and sorted genres are shown for every book', 'passed'),
  check('approved_review_count', 'The number of approved reviews is right', 'passed'),
  sampleFirst,
  check('genre_queries', 'Genres are not loaded one book at a time', 'failed'),
  check('review_queries', 'Reviews are not counted one book at a time', 'failed'),
  check('total_queries', 'The page needs at most 3 queries', 'blocked'),
];
