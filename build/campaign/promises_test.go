package main

import (
	"slices"
	"strings"
	"testing"

	"linkledger/internal/affiliate"
	"linkledger/internal/relayapi"
)

// TestBrokenPromisesAreFound: the campaigns' own checks must be able to fail.
func TestBrokenPromisesAreFound(t *testing.T) {
	kept := newPromises()
	kept.sold(sale{"click", "answered"}, true)
	kept.sold(sale{"click", "unknown"}, false)
	kept.placed(relayapi.Placed{ID: "entry", Seq: 3})
	kept.click(1, "id")
	kept.click(1, "id")
	b := newBook()
	b.sales = map[sale]int{{"click", "unknown"}: 2, {"click", "never sent"}: 1}
	b.entries = map[string]int64{"entry": 4}
	found := strings.Join(kept.compare(b), "\n")
	for _, want := range []string{
		"the click id id was given out twice", "answered sale answered of click click is in the log 0 times",
		"sale unknown of click click is in the log 2 times", "never sent", "given the place 3 and is at 4",
	} {
		if !strings.Contains(found, want) {
			t.Errorf("%q is not in\n%s", want, found)
		}
	}
}

func TestABrokenLogIsFound(t *testing.T) {
	for what, entries := range map[string][]relayapi.Entry{
		"a hole":       {{Seq: 1, ID: "a"}, {Seq: 3, ID: "b"}},
		"a repetition": {{Seq: 1, ID: "a"}, {Seq: 1, ID: "a"}},
		"an id twice":  {{Seq: 1, ID: "a"}, {Seq: 2, ID: "a"}},
		"no body":      {{Seq: 1, ID: "a", Kind: relayapi.KindClicks}},
	} {
		b, errs := newBook(), []error(nil)
		for _, e := range entries {
			errs = append(errs, b.add(e))
		}
		if !slices.ContainsFunc(errs, func(err error) bool { return err != nil }) {
			t.Errorf("%s is not found", what)
		}
	}
	a, b := newBook(), newBook()
	for i, id := range []string{"a", "b"} {
		if err := a.add(relayapi.Entry{Seq: int64(i + 1), ID: id}); err != nil {
			t.Fatal(err)
		}
	}
	for i, id := range []string{"a", "c"} {
		if err := b.add(relayapi.Entry{Seq: int64(i + 1), ID: id}); err != nil {
			t.Fatal(err)
		}
	}
	if a.same(b) == "" || a.same(a) != "" {
		t.Errorf("%q and %q", a.same(b), a.same(a))
	}
}

func TestAnotherFinalStateIsFound(t *testing.T) {
	const click = "click"
	want := finalState{click: {line("o", affiliate.ReportSale, affiliate.VerdictReported, 100, 10)}}
	for what, got := range map[string]finalState{
		"none":           {},
		"twice":          {click: {want[click][0], want[click][0]}},
		"other amount":   {click: {line("o", affiliate.ReportSale, affiliate.VerdictReported, 101, 10)}},
		"from elsewhere": {click: want[click], "other": want[click]},
	} {
		r := &run{}
		if compare(r, 0, want, got); r.failed == 0 {
			t.Errorf("%s is not found", what)
		}
	}
	r := &run{}
	if compare(r, 0, want, want); r.failed != 0 {
		t.Errorf("the same state: %v", r.failures)
	}
}

// TestTheSeedDecides: what is drawn for a round is the same whenever it runs.
func TestTheSeedDecides(t *testing.T) {
	a, b := &run{seed: 5}, &run{seed: 5}
	if x, y := newEntry(a.draws(3, 1)).ID, newEntry(b.draws(3, 1)).ID; x != y {
		t.Errorf("%s and %s", x, y)
	}
	if x, y := newEntry(a.draws(3, 1)).ID, newEntry(a.draws(3, 2)).ID; x == y {
		t.Errorf("two workers draw the same: %s", x)
	}
}
