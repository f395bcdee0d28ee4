package relay_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"linkledger/internal/relay"
	"linkledger/internal/relayapi"
)

// keep puts made-up clicks of the fixture's link straight into the store.
func (f *fixture) keep(clicks ...relay.KeptClick) {
	f.t.Helper()
	for i := range clicks {
		clicks[i].LinkNumber = f.block.FirstNumber
		if clicks[i].ClickID == "" {
			clicks[i].ClickID = fmt.Sprintf("id%03d", i)
		}
	}
	errs, err := f.sqlite.Batch(f.t.Context(), []func(relay.Tx) error{func(tx relay.Tx) error { return tx.PutClicks(f.workspace.ID, clicks) }})
	if err = errors.Join(append(errs, err)...); err != nil {
		f.t.Fatal(err)
	}
}

func (f *fixture) group(q relayapi.ClickQuestion) relayapi.ClickGroups {
	f.t.Helper()
	response, err := f.api.GroupClicksWithResponse(f.t.Context(), q)
	if err != nil || response.JSON200 == nil {
		f.t.Fatalf("%v %s", err, response.Body)
	}
	return *response.JSON200
}

// TestGroupsOfClicks: what the relay adds up by local days and hours, through
// the nights in which clocks change, is what one gets click by click.
func TestGroupsOfClicks(t *testing.T) {
	f := start(t)
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	var all []relay.KeptClick
	for i, night := range []time.Time{time.Date(2026, 3, 28, 21, 0, 0, 0, time.UTC), time.Date(2026, 10, 24, 21, 0, 0, 0, time.UTC)} {
		for j := range 40 {
			all = append(all, relay.KeptClick{Click: relayapi.Click{ClickID: fmt.Sprintf("n%d-%02d", i, j), Time: night.Add(time.Duration(j) * 20 * time.Minute),
				Country: []string{"DE", "US", ""}[j%3], Device: "mobile", Rejected: []string{"", "", "", "bot"}[j%4], Unique: j%8 == 0}})
		}
	}
	f.keep(all...)
	value := map[relayapi.ClickProperty]func(relay.KeptClick) string{
		relayapi.ClickPropertyDay:     func(c relay.KeptClick) string { return c.Time.In(zone).Format(time.DateOnly) },
		relayapi.ClickPropertyHour:    func(c relay.KeptClick) string { return c.Time.In(zone).Format("15") },
		relayapi.ClickPropertyCountry: func(c relay.KeptClick) string { return c.Country },
		relayapi.ClickPropertyReason:  func(c relay.KeptClick) string { return c.Rejected },
		relayapi.ClickPropertyMember:  func(relay.KeptClick) string { return f.link(0).MemberID },
	}
	values := map[relayapi.ClickProperty][]string{"day": {"2026-03-29", "2026-10-24", "2026-10-25"}, "hour": {"00", "02", "03", "23"}, "country": {"DE", ""}, "reason": {""}, "member": {f.link(0).MemberID, "x"}}
	few(t, "12")
	rapid.Check(t, func(t *rapid.T) {
		q := relayapi.ClickQuestion{From: rapid.SampledFrom([]string{"2026-03-01", "2026-03-29", "2026-10-25"}).Draw(t, "from"), To: rapid.SampledFrom([]string{"2026-10-25", "2026-11-01"}).Draw(t, "to")}
		q.By = rapid.SliceOfNDistinct(rapid.SampledFrom([]relayapi.ClickProperty{"day", "hour", "country", "reason", "member"}), 0, 3, rapid.ID).Draw(t, "by")
		for _, p := range rapid.SliceOfNDistinct(rapid.SampledFrom([]relayapi.ClickProperty{"day", "hour", "country", "reason", "member"}), 0, 2, rapid.ID).Draw(t, "where") {
			q.Where = append(q.Where, relayapi.ClickFilter{Property: p, Values: values[p], Exclude: rapid.Bool().Draw(t, "exclude")})
		}
		want, total := map[string]relayapi.ClickSums{}, relayapi.ClickSums{}
	next:
		for _, c := range all {
			if day := value["day"](c); day < q.From || day > q.To {
				continue
			}
			for _, w := range q.Where {
				if in := strings.Contains("|"+strings.Join(w.Values, "|")+"|", "|"+value[w.Property](c)+"|"); in == w.Exclude {
					continue next
				}
			}
			key := []string{}
			for _, p := range q.By {
				key = append(key, value[p](c))
			}
			one := relayapi.ClickSums{Gross: 1}
			if c.Unique {
				one.Unique = 1
			}
			if c.Rejected != "" {
				one.Rejected = 1
			}
			had := want[fmt.Sprint(key)]
			want[fmt.Sprint(key)] = relayapi.ClickSums{Gross: had.Gross + 1, Unique: had.Unique + one.Unique, Rejected: had.Rejected + one.Rejected}
			total = relayapi.ClickSums{Gross: total.Gross + 1, Unique: total.Unique + one.Unique, Rejected: total.Rejected + one.Rejected}
		}
		answer, got := f.group(q), map[string]relayapi.ClickSums{}
		for _, g := range answer.Groups {
			got[fmt.Sprint(g.Values)] = g.Clicks
		}
		if diff := gocmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
			t.Fatal(diff)
		}
		if answer.Total != total || answer.LeftOut != 0 {
			t.Fatalf("a total of %+v, want %+v", answer.Total, total)
		}
	})
}

// TestGroupsSayWhatTheyLeaveOut: the click of a moment ago is in them, the
// smallest groups are not when fewer were asked for, and forgotten days are
// named.
func TestGroupsSayWhatTheyLeaveOut(t *testing.T) {
	f := start(t)
	f.click()
	f.click("Referer", "https://a.example/x")
	f.click("Referer", "https://a.example/x")
	f.clock.Advance(90 * time.Second)
	answer := f.group(relayapi.ClickQuestion{From: "2026-11-22", To: "2026-11-22", By: []relayapi.ClickProperty{"referrer"}, Limit: 1})
	want := relayapi.ClickGroups{Groups: []relayapi.ClickGroup{{Values: []string{"a.example"}, Clicks: relayapi.ClickSums{Gross: 2, Rejected: 2}}},
		Total: relayapi.ClickSums{Gross: 3, Unique: 1, Rejected: 2}, LeftOut: 1, AsOf: f.clock.Now()}
	if diff := gocmp.Diff(want, answer); diff != "" {
		t.Fatal(diff)
	}
	f.clock.Advance(500 * 24 * time.Hour)
	if err := f.relay.Tidy(t.Context()); err != nil {
		t.Fatal(err)
	}
	if answer = f.group(relayapi.ClickQuestion{From: "2026-11-22", To: "2026-11-22"}); answer.Total.Gross != 0 || answer.KeptFrom != "2027-03-06" {
		t.Fatalf("%+v", answer)
	}
}

func TestQuestionsThatCantBe(t *testing.T) {
	f := start(t)
	good := relayapi.ClickQuestion{From: "2026-11-01", To: "2026-11-02"}
	for want, change := range map[string]func(*relayapi.ClickQuestion){
		"can't be read":      func(q *relayapi.ClickQuestion) { q.From = "yesterday" },
		"before the first":   func(q *relayapi.ClickQuestion) { q.To = "2026-10-01" },
		"at most 400 days":   func(q *relayapi.ClickQuestion) { q.From = "2020-01-01" },
		"at most 20 filters": func(q *relayapi.ClickQuestion) { q.Where = make([]relayapi.ClickFilter, 21) },
		"does not know the prop": func(q *relayapi.ClickQuestion) {
			q.Where = []relayapi.ClickFilter{{Property: "mood", Values: []string{"x"}}}
		},
		"between 1 and 10000": func(q *relayapi.ClickQuestion) { q.Where = []relayapi.ClickFilter{{Property: "day"}} },
		"is no number": func(q *relayapi.ClickQuestion) {
			q.Where = []relayapi.ClickFilter{{Property: "link", Values: []string{"x"}}}
		},
		"or one twice":        func(q *relayapi.ClickQuestion) { q.By = []relayapi.ClickProperty{"day", "day"} },
		"between 1 and 50000": func(q *relayapi.ClickQuestion) { q.Limit = 60000 },
		"at most 5 properties": func(q *relayapi.ClickQuestion) {
			q.By = []relayapi.ClickProperty{"day", "hour", "link", "offer", "member", "country"}
		},
	} {
		q := good
		change(&q)
		response, err := f.api.GroupClicksWithResponse(t.Context(), q)
		if err != nil || response.StatusCode() != http.StatusBadRequest || !strings.Contains(string(response.Body), want) {
			t.Errorf("%v, %s: want %q", err, response.Body, want)
		}
	}
}

// TestOneQuestionAtATime: a second one of the workspace waits for the first,
// and goes on when its caller leaves; redirects wait for none.
func TestOneQuestionAtATime(t *testing.T) {
	f := start(t)
	f.click()
	entered, release := make(chan struct{}), make(chan struct{})
	asked := 0
	ask := func(ctx context.Context) error {
		asked++
		if asked > 1 {
			return nil
		}
		close(entered)
		select {
		case <-release:
		case <-ctx.Done():
		}
		return ctx.Err()
	}
	f.store.grouping.Store(&ask)
	question := relayapi.ClickQuestion{From: "2026-11-22", To: "2026-11-22"}
	impatient, leave := context.WithCancel(t.Context())
	first, second := make(chan error, 1), make(chan error, 1)
	go func() {
		_, err := f.api.GroupClicksWithResponse(impatient, question)
		first <- err
	}()
	<-entered
	go func() {
		response, err := f.api.GroupClicksWithResponse(t.Context(), question)
		if err == nil && (response.JSON200 == nil || response.JSON200.Total.Gross != 2) {
			err = fmt.Errorf("%s", response.Body)
		}
		second <- err
	}()
	f.click() // answered while both are under way
	select {
	case err := <-second:
		t.Fatalf("the second did not wait: %v", err)
	default:
	}
	leave()
	if err := <-first; !errors.Is(err, context.Canceled) {
		t.Errorf("who left was told %v", err)
	}
	if err := <-second; err != nil {
		t.Error(err)
	}
	close(release)
}

// TestPagesOfClicks: each click of a member once, newest first, whole days over.
func TestPagesOfClicks(t *testing.T) {
	f := start(t)
	var want []string
	var clicks []relay.KeptClick
	for i := range 25 {
		c := relay.KeptClick{Click: relayapi.Click{ClickID: fmt.Sprintf("id%03d", i), Time: f.clock.Now().Add(-time.Duration(i) * 5 * time.Hour), Country: []string{"DE", "US"}[i%2]}}
		clicks = append(clicks, c)
		if i%2 == 0 {
			want = append(want, c.ClickID)
		}
	}
	f.keep(clicks...)
	var got []string
	q := relayapi.ClickPageQuestion{From: "2026-11-01", To: "2026-11-30", Limit: 3, Where: []relayapi.ClickFilter{
		{Property: "member", Values: []string{f.link(0).MemberID}}, {Property: "country", Values: []string{"DE"}}}}
	for more := true; more; more = q.After != "" {
		response, err := f.api.PageClicksWithResponse(t.Context(), q)
		if err != nil || response.JSON200 == nil {
			t.Fatalf("%v %s", err, response.Body)
		}
		for _, c := range response.JSON200.Clicks {
			if c.OfferID != f.offer().ID || c.MemberID != f.link(0).MemberID {
				t.Fatalf("%+v", c)
			}
			got = append(got, c.Click.ClickID)
		}
		q.After = response.JSON200.Next
	}
	if diff := gocmp.Diff(want, got); diff != "" {
		t.Fatal(diff)
	}
}
