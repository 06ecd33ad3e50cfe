"""Writes the table that our recurrence rules are tested against, from an independent implementation (python-dateutil 2.9):
`python3 tests/recurrence/make.py > tests/recurrence/rules.tsv`. Only needed when a kind of rule is added."""
import random
from datetime import datetime, timedelta
from dateutil.rrule import rrulestr

RULES = 2400
WINDOW = timedelta(days=800)
MOST = 14
NAMES = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
chance = random.Random(5545)


def weekdays(numbered):
    names = chance.sample(NAMES, chance.randint(1, 3))
    if not numbered:
        return ",".join(sorted(names, key=NAMES.index))
    return ",".join(f"{chance.choice([1, 2, 3, 4, 5, -1, -2, -5])}{name}" for name in names)


def rule():
    frequency = chance.choice(["DAILY", "WEEKLY", "WEEKLY", "MONTHLY", "MONTHLY"])
    parts = [f"FREQ={frequency}"]
    interval = chance.choice([1, 1, 1, 2, 2, 3, 4, 5, 12])
    if interval > 1:
        parts.append(f"INTERVAL={interval}")
    if chance.random() < 0.7:
        parts.append("BYDAY=" + weekdays(frequency == "MONTHLY" and chance.random() < 0.7))
    if frequency != "WEEKLY" and chance.random() < 0.5:
        days = chance.sample([1, 5, 10, 13, 15, 20, 28, 29, 30, 31, -1, -2, -31], chance.randint(1, 3))
        parts.append("BYMONTHDAY=" + ",".join(map(str, days)))
    end = chance.random()
    if end < 0.25:
        parts.append(f"COUNT={chance.randint(1, 20)}")
    elif end < 0.5:
        until = datetime(2024, 1, 1) + timedelta(days=chance.randint(0, 1500))
        parts.append(f"UNTIL={until:%Y%m%d}")
    return ";".join(parts)


print("first\trule\tlast day looked at, then the rule's days up to it, all in days after the first")
seen = set()
while len(seen) < RULES:
    first = datetime(2024, 1, 1) + timedelta(days=chance.randint(0, 1460))
    text = rule()
    if (first, text) in seen:
        continue
    seen.add((first, text))
    days, last = [], WINDOW.days
    for day in rrulestr(text, dtstart=first):
        if day - first > WINDOW:
            break
        days.append((day - first).days)
        if len(days) == MOST:
            last = days[-1]
            break
    print(f"{first:%Y-%m-%d}\t{text}\t{last}\t" + " ".join(map(str, days)))
