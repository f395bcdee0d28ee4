package relay_test

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"path/filepath"
	"slices"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"linkledger/internal/clock"
	"linkledger/internal/relay"
	"linkledger/internal/relay/sqlitestore"
	"linkledger/internal/relayapi"
)

const clickZone = "America/Sao_Paulo"

// heap is a store with one workspace and links 1 to 3 of two offers, whose
// clicks a test makes up.
type heap struct {
	store *sqlitestore.Store
	clock *clock.Virtual
	n     int
}

func newHeap(t *testing.T) *heap {
	t.Helper()
	store, err := sqlitestore.Open(t.Context(), filepath.Join(t.TempDir(), "relay.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	return &heap{store: store, clock: clock.NewFake(time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC))}
}

// workspace makes an empty one with its links.
func (h *heap) workspace(t require) string {
	h.n++
	w := relay.Workspace{ID: fmt.Sprint("w", h.n), TimeZone: clickZone, LinkBase: fmt.Sprint("https://w", h.n, ".example"), Epoch: "e"}
	h.do(t, func(tx relay.Tx) error {
		err := tx.AddWorkspace(w)
		for i := range int64(3) {
			offer := fmt.Sprint("offer", i%2)
			err = errors.Join(err, tx.PutOffer(w.ID, relayapi.PublicOffer{ID: offer, Status: relayapi.PublicOfferStatusActive, Destination: "https://a.example", Preset: "cj", Currency: "EUR"}),
				tx.PutLink(w.ID, relayapi.PublicLink{Number: i + 1, Code: fmt.Sprint("c", h.n, "-", i), OfferID: offer, MemberID: "m", Status: relayapi.PublicLinkStatusActive}))
		}
		return err
	})
	return w.ID
}

// require is a *testing.T or a *rapid.T.
type require interface {
	Helper()
	Context() context.Context
	Fatal(...any)
	Fatalf(string, ...any)
}

func (h *heap) do(t require, step func(relay.Tx) error) {
	t.Helper()
	errs, err := h.store.Batch(t.Context(), []func(relay.Tx) error{step})
	if err = errors.Join(append(errs, err)...); err != nil {
		t.Fatal(err)
	}
}

func (h *heap) clicks(t require, workspace string) (all []relay.KeptClick) {
	t.Helper()
	h.do(t, func(tx relay.Tx) (err error) {
		all, err = tx.ClicksAfter(workspace, relay.ClickCursor{}, time.Time{}, 100000)
		return err
	})
	return all
}

// log sums the clicks entries and what waits to be one, and counts the entries.
func (h *heap) log(t require, workspace string) (sum tally, entries int) {
	t.Helper()
	page, err := h.store.Log(t.Context(), workspace, 0, 10000)
	if err != nil {
		t.Fatal(err)
	}
	sum = tally{}
	for _, e := range page.Entries {
		if e.Kind == relayapi.KindClicks {
			sum.addBody(t, e.Body)
			entries++
		}
	}
	h.do(t, func(tx relay.Tx) error {
		body, err := tx.PendingClicks(workspace)
		sum.add(body)
		return err
	})
	return sum, entries
}

func (h *heap) reclassify(t require, what relay.Reclassification) (changed int64) {
	t.Helper()
	err := relay.Registry{Store: h.store, Clock: h.clock}.Reclassify(t.Context(), what, func(r relay.Reclassified) { changed += r.Changed })
	if err != nil {
		t.Fatal(err)
	}
	return changed
}

// agentsOf the tests; rules below tell which are bots.
var (
	testAgents = []string{phone, phone + " Instagram 400.0", "shop-agent/1", "shop-agent/2", "Googlebot/2.1"}
	ruleSets   = []string{"", "bot\tshop-agent/1\tShop\n", "bot\tshop-agent\tShop\npreview\tinstagram\tX\n", "app\tgooglebot\tNot today\n"}
)

// drawClicks makes clicks of few visitors close to each other, each judged
// anyhow, as rules of long ago may have.
func drawClicks(t *rapid.T, h *heap) (clicks []relay.KeptClick) {
	zone, err := time.LoadLocation(clickZone)
	if err != nil {
		t.Fatal(err)
	}
	for i := range rapid.IntRange(1, 40).Draw(t, "clicks") {
		at := h.clock.Now().Add(-time.Duration(rapid.IntRange(0, 40).Draw(t, "steps"))*4*time.Second - time.Duration(rapid.SampledFrom([]int{0, 9, 33, 700}).Draw(t, "hours"))*time.Hour)
		link := rapid.Int64Range(1, 3).Draw(t, "link")
		c := relay.KeptClick{
			Click: relayapi.Click{ClickID: fmt.Sprintf("id%03d", i), Time: at, LinkNumber: link, Country: rapid.SampledFrom([]string{"DE", ""}).Draw(t, "country"),
				Device: rapid.SampledFrom([]string{"mobile", "other"}).Draw(t, "device"), Browser: rapid.SampledFrom([]string{"Safari", "other"}).Draw(t, "browser"),
				Rejected: rapid.SampledFrom([]string{"", "", "bot", "repeat"}).Draw(t, "rejected")},
			Agent: rapid.SampledFrom(testAgents).Draw(t, "agent"), Signal: rapid.SampledFrom([]string{"", "", "prefetch"}).Draw(t, "signal"),
			Offer: fmt.Sprint("offer", (link-1)%2),
		}
		c.Unique = c.Rejected == "" && rapid.Bool().Draw(t, "unique")
		day := at.In(zone).Format(time.DateOnly)
		copy(c.Visitor[:], fmt.Sprint(link, day[5:], rapid.IntRange(0, 2).Draw(t, "visitor")))
		clicks = append(clicks, c)
	}
	return clicks
}

// TestReclassifiedClicksAddUp: whatever was judged before, after it every click
// is judged as the rules say, the log adds up to the clicks, the visitors of
// today are known, and nothing is left for a second run.
func TestReclassifiedClicksAddUp(t *testing.T) {
	h := newHeap(t)
	zone, err := time.LoadLocation(clickZone)
	if err != nil {
		t.Fatal(err)
	}
	few(t, "15")
	rapid.Check(t, func(t *rapid.T) {
		workspace, clicks := h.workspace(t), drawClicks(t, h)
		before := recount(clicks, zone)
		h.do(t, func(tx relay.Tx) error {
			err := errors.Join(tx.PutClicks(workspace, clicks), tx.PutPendingClicks(workspace, h.clock.Now(), before.body()))
			for day, last := range h.lastCounted(clicks, zone) {
				err = errors.Join(err, tx.PutVisits(workspace, day, last))
			}
			return err
		})
		for range 2 {
			rules := rapid.SampledFrom(ruleSets).Draw(t, "rules")
			what := relay.Reclassification{Workspace: workspace, AgentRules: rules}
			changed := h.reclassify(t, what)
			got := h.clicks(t, workspace)
			want := judged(t, got, rules, zone)
			if diff := gocmp.Diff(want, got); diff != "" {
				t.Fatal(diff)
			}
			sum, entries := h.log(t, workspace)
			if diff := gocmp.Diff(recount(got, zone), sum); diff != "" {
				t.Fatalf("after %d changes the log does not add up to the clicks: %s", changed, diff)
			}
			h.knowsVisitors(t, workspace, got, zone)
			if again := h.reclassify(t, what); again != 0 {
				t.Fatalf("a second run changed %d clicks", again)
			}
			if _, after := h.log(t, workspace); after != entries {
				t.Fatalf("a second run wrote %d entries", after-entries)
			}
		}
	})
}

// few makes a property be tried less often than rapid does by itself, where
// each try is long; -rapid.checks overrules it.
func few(t *testing.T, tries string) {
	t.Helper()
	checks, given := flag.Lookup("rapid.checks"), false
	flag.Visit(func(f *flag.Flag) { given = given || f == checks })
	if given {
		return
	}
	standard := checks.Value.String()
	t.Cleanup(func() { _ = checks.Value.Set(standard) })
	if err := checks.Value.Set(tries); err != nil {
		t.Fatal(err)
	}
}

// judged is the rules again, as plainly as they can be said.
func judged(t require, clicks []relay.KeptClick, rules string, zone *time.Location) []relay.KeptClick {
	want := slices.Clone(clicks)
	slices.SortStableFunc(want, func(a, b relay.KeptClick) int {
		return cmp.Or(cmp.Compare(a.LinkNumber, b.LinkNumber), a.Time.Compare(b.Time), cmp.Compare(a.ClickID, b.ClickID))
	})
	agents := classifierWith(t, rules)
	for i := range want {
		c := &want[i]
		agent := agents.Classify(c.Agent)
		c.Device, c.Browser, c.Unique = agent.Device, agent.Browser, false
		if c.Rejected = cmp.Or(c.Signal, agent.Rejected); c.Rejected != "" {
			continue
		}
		c.Unique = true
		for _, earlier := range want[:i] {
			if earlier.Visitor != c.Visitor || earlier.Rejected != "" {
				continue
			}
			c.Unique = false
			if c.Time.Sub(earlier.Time) < 10*time.Second {
				c.Rejected = "repeat"
			}
		}
	}
	return want
}

// lastCounted are the last counted clicks of visitors in the days that the
// store knows visitors of.
func (h *heap) lastCounted(clicks []relay.KeptClick, zone *time.Location) map[string]map[relay.Visitor]time.Time {
	last := map[string]map[relay.Visitor]time.Time{}
	for _, c := range clicks {
		day := c.Time.In(zone).Format(time.DateOnly)
		if c.Rejected != "" || day < h.clock.Now().In(zone).AddDate(0, 0, -2).Format(time.DateOnly) {
			continue
		}
		if last[day] == nil {
			last[day] = map[relay.Visitor]time.Time{}
		}
		if c.Time.After(last[day][c.Visitor]) {
			last[day][c.Visitor] = c.Time
		}
	}
	return last
}

// knowsVisitors: the next click of a visitor will be judged by those before it.
func (h *heap) knowsVisitors(t require, workspace string, clicks []relay.KeptClick, zone *time.Location) {
	t.Helper()
	want := h.lastCounted(clicks, zone)
	asked := map[string][]relay.Visitor{}
	for _, c := range clicks {
		day := c.Time.In(zone).Format(time.DateOnly)
		asked[day] = append(asked[day], c.Visitor)
	}
	h.do(t, func(tx relay.Tx) error {
		for day, visitors := range asked {
			got, err := tx.Visits(workspace, day, visitors)
			if err != nil {
				return err
			}
			if diff := gocmp.Diff(want[day], got, cmpopts.EquateEmpty()); diff != "" {
				t.Fatalf("visitors of %s: %s", day, diff)
			}
		}
		return nil
	})
}

func TestForgottenVisitorsStayJudged(t *testing.T) {
	h := newHeap(t)
	workspace := h.workspace(t)
	click := func(i int, rejected string, unique bool, agent string) relay.KeptClick {
		return relay.KeptClick{Click: relayapi.Click{ClickID: fmt.Sprint("id", i), Time: h.clock.Now().Add(time.Duration(i) * time.Second), LinkNumber: 1,
			Device: "mobile", Browser: "Safari", Rejected: rejected, Unique: unique}, Agent: agent, Offer: "offer0"}
	}
	clicks := []relay.KeptClick{click(0, "", true, phone), click(1, "repeat", false, phone), click(2, "", false, phone), click(3, "", true, "shop-agent/1")}
	h.do(t, func(tx relay.Tx) error { return tx.PutClicks(workspace, clicks) })
	h.reclassify(t, relay.Reclassification{AgentRules: "bot\tshop-agent\tShop\n"})
	clicks[3].Rejected, clicks[3].Unique, clicks[3].Device, clicks[3].Browser = "bot", false, "other", "Shop"
	if diff := gocmp.Diff(clicks, h.clicks(t, workspace)); diff != "" {
		t.Fatal(diff)
	}
}

func TestReclassifySince(t *testing.T) {
	h := newHeap(t)
	workspace := h.workspace(t)
	// 03:30 in UTC is half past midnight in São Paulo.
	first := time.Date(2026, 11, 20, 3, 30, 0, 0, time.UTC)
	for i := range 3 {
		c := relay.KeptClick{Click: relayapi.Click{ClickID: fmt.Sprint("id", i), Time: first.Add(time.Duration(i-1) * time.Hour), LinkNumber: 1}, Agent: "Googlebot/2.1", Offer: "offer0"}
		h.do(t, func(tx relay.Tx) error { return tx.PutClicks(workspace, []relay.KeptClick{c}) })
	}
	if changed := h.reclassify(t, relay.Reclassification{Since: "2026-11-20"}); changed != 2 {
		t.Fatalf("%d clicks were changed, want the two of the day", changed)
	}
	for _, what := range []relay.Reclassification{{Since: "yesterday"}, {Workspace: "none"}, {AgentRules: "nonsense"}} {
		err := relay.Registry{Store: h.store, Clock: h.clock}.Reclassify(t.Context(), what, func(relay.Reclassified) { t.Errorf("%+v did something", what) })
		if err == nil {
			t.Errorf("%+v passed", what)
		}
	}
}
