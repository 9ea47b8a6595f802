import { resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ExerciseBundle } from '#contract';
import { Grader } from './grader.js';

const HIDDEN = `
from datetime import date, timedelta

from grading.case import CheckCase
from shop.models import Ticket


class Checks(CheckCase):
    def test_sold_once(self):
        ticket = Ticket.objects.create(left=1)

        def somebody_else():
            Ticket.objects.filter(pk=ticket.pk, left__gt=0).update(left=0, sold=1)

        with self.race("shop_ticket", somebody_else) as rival:
            bought = self.subject.call("shop.sale:buy", ticket.pk)
        self.require(rival.ran)
        ticket.refresh_from_db()
        self.require(ticket.left == 0 and bought == rival.locked)

    def test_reads_do_not_grow(self):
        for count in (1, 4):
            Ticket.objects.bulk_create(Ticket(left=1) for _ in range(count))
            found = self.reads(lambda: self.subject.call("shop.sale:total"), "shop_ticket")
            self.require(found["shop_ticket"] == 1)

    def test_clock_moves(self):
        self.subject.move_clock(400)
        moved = self.subject.call("shop.sale:today")
        self.subject.move_clock(0)
        self.require(moved - self.subject.call("shop.sale:today") >= timedelta(days=399))
`;

const sale = (body: string): string => `
from datetime import date
from django.db import transaction
from django.db.models import F, Sum
from .models import Ticket

def today():
    return date.today()

def total():
    return Ticket.objects.aggregate(Sum("left"))["left__sum"]

def buy(pk):
${body.replaceAll(/^/gm, '    ')}
`;

const bundle: ExerciseBundle = {
  slug: 'race',
  hash: 'c'.repeat(64),
  title: 'The last ticket',
  kind: 'implement',
  skills: ['race'],
  level: 'mid',
  minutes: 10,
  django: null,
  python: null,
  packages: [],
  edit: ['shop/sale.py'],
  timeoutSeconds: 10,
  status: 'draft',
  authors: ['fixture'],
  task: '',
  hints: [],
  checks: ['sold_once', 'reads_do_not_grow', 'clock_moves'].map((id) => ({
    id,
    title: `Check ${id}`,
    needs: [],
    onFail: 'It did not hold.',
    see: null,
  })),
  starter: {
    'project/__init__.py': '',
    'project/settings.py':
      'INSTALLED_APPS = ["shop"]\nSECRET_KEY = "x"\nDEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"\n',
    'shop/__init__.py': '',
    'shop/models.py':
      'from django.db import models\n\nclass Ticket(models.Model):\n    left = models.IntegerField()\n    sold = models.IntegerField(default=0)\n',
    'shop/sale.py': sale('return False'),
  },
  visible: {},
  hidden: { 'test_checks.py': HIDDEN },
  solution: {},
  accepted: [],
  wrong: [],
  mutants: [],
  startFails: null,
  mentorNotes: null,
};

let grader: Grader;
beforeAll(async () => {
  const root = resolve(import.meta.dirname, '../../..');
  grader = await Grader.open({ runtimesDir: resolve(root, process.env['DATA_DIR'] || '.data', 'runtimes') });
});
afterAll(() => grader.close());

test.each([
  [
    'reading, deciding and writing sells the last one twice',
    'ticket = Ticket.objects.get(pk=pk)\nif not ticket.left:\n    return False\nticket.left -= 1\nticket.save()\nreturn True',
    'sold_once',
  ],
  [
    'one conditional update sells it once',
    'Ticket.objects.filter(pk=pk).exists()\nreturn bool(Ticket.objects.filter(pk=pk, left__gt=0).update(left=F("left") - 1))',
    null,
  ],
  [
    'a locked row makes the other wait',
    'with transaction.atomic():\n    ticket = Ticket.objects.select_for_update().get(pk=pk)\n    if not ticket.left:\n        return False\n    ticket.left -= 1\n    ticket.save()\n    return True',
    null,
  ],
])('%s', { timeout: 60_000 }, async (_, body, first) => {
  const faults: string[] = [];
  const verdict = await grader.grade(
    { bundle, files: { 'shop/sale.py': sale(body) }, runtime: 'django-5.2', seed: 3 },
    { onFault: (detail) => faults.push(detail) },
  );
  expect([verdict.first, faults]).toEqual([first, []]);
});
