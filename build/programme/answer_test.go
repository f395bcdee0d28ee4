package main

import (
	"bytes"
	"encoding/csv"
	"maps"
	"slices"
	"strconv"
	"testing"

	"linkledger/internal/cube"
	"linkledger/internal/report"
	"linkledger/internal/store"
)

// TestAnswersAreOfTheRawFacts: what the benchmark's peers are given is what our
// answers are about; each question can be asked.
func TestAnswersAreOfTheRawFacts(t *testing.T) {
	o := options{Seed: 5, Scale: 0.00015, Cache: t.TempDir()}
	for range 2 { // the second time it is kept
		if err := loadYear(t.Context(), o); err != nil {
			t.Fatal(err)
		}
	}
	p, err := o.year()
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(t.Context(), o.database())
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	explorer := report.NewExplorer(&source{store: s, zone: p.Zone, today: cube.DayIn(p.End().Add(-1), p.Zone)})
	answers := map[string]answer{}
	for _, name := range slices.Concat(slices.Collect(maps.Keys(questions(p))), slices.Collect(maps.Keys(screens(p)))) {
		if answers[name], err = answerOne(t.Context(), p, explorer, name); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}

	counted := []string{"pending", "approved", "on_hold"}
	want := make([]int64, 5) // conversions, sales, commission, clicks, payouts
	for _, row := range read(t, o, "conversions") {
		if row["currency"] == string(currency) && slices.Contains(counted, row["status"]) {
			want[0], want[1], want[2] = want[0]+1, want[1]+number(t, row["sale"]), want[2]+number(t, row["commission"])
		}
	}
	for _, row := range read(t, o, "clicks") {
		if row["rejected"] == "" {
			want[3]++
		}
	}
	for _, row := range read(t, o, "payouts") {
		if row["currency"] == string(currency) {
			want[4] += number(t, row["amount"])
		}
	}
	if want[0] == 0 || want[4] == 0 {
		t.Fatalf("the year has nothing to compare: %v", want)
	}
	for _, name := range []string{"days", "months", "members", "offer-months", "links", "countries", "browser-weeks", "weekday-hours", "coupons"} {
		if got := answers[name].Sums; !slices.Equal(got, want[:len(got)]) {
			t.Errorf("%s comes to %v, the raw facts to %v", name, got, want)
		}
	}
}

// read gives the rows of a file of raw facts by the names of its columns.
func read(t *testing.T, o options, what string) (list []map[string]string) {
	t.Helper()
	var file bytes.Buffer
	o.Facts.What = what
	if err := facts(t.Context(), o, &file); err != nil {
		t.Fatal(err)
	}
	records, err := csv.NewReader(&file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, record := range records[1:] {
		row := map[string]string{}
		for i, name := range records[0] {
			row[name] = record[i]
		}
		list = append(list, row)
	}
	return list
}

func number(t *testing.T, text string) int64 {
	t.Helper()
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return n
}
