package payout_test

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/affiliate"
	"linkledger/internal/clock"
	"linkledger/internal/money"
	"linkledger/internal/payout"
	"linkledger/internal/relayapi"
)

// desk is what a payment needs, kept in memory: what was saved, in order.
type desk struct {
	dues      []affiliate.Due
	members   []affiliate.Member
	payment   affiliate.Payment
	available int64
	stopped   string
	batches   []affiliate.Batch
	sent      []string
	down      error
	offline   error
	doubt     string
	wins      affiliate.PaymentState // where another device's step takes the payment
}

func (d *desk) Dues(context.Context, money.Currency) ([]affiliate.Due, error) { return d.dues, nil }
func (d *desk) Members(context.Context) ([]affiliate.Member, error)           { return d.members, nil }
func (d *desk) Payment(_ context.Context, id affiliate.PaymentID) (affiliate.Payment, error) {
	if id != d.payment.ID {
		return affiliate.Payment{}, affiliate.Errorf(affiliate.NotFound, "no such payment")
	}
	return d.payment, nil
}
func (d *desk) Enqueue(_ context.Context, b affiliate.Batch) error {
	d.batches = append(d.batches, b)
	return nil
}
func (d *desk) Available(_ context.Context, c money.Currency) (money.Amount, error) {
	return money.New(d.available, c), nil
}
func (d *desk) Stopped(context.Context) (string, error)  { return d.stopped, nil }
func (d *desk) Doubtful(context.Context) (string, error) { return d.doubt, nil }
func (d *desk) Sync(context.Context) error               { return d.offline }
func (d *desk) Send(_ context.Context, batch string) error {
	d.sent = append(d.sent, batch)
	for _, b := range d.batches {
		for _, e := range b.Entries {
			if c, err := affiliate.ParseChange(e.Body); err == nil && d.payment.ID != "" {
				if d.payment, err = affiliate.Merge(d.payment, c); err != nil {
					return err
				}
			}
		}
	}
	if d.wins != "" {
		d.payment.State = d.wins
	}
	return d.down
}

func service(d *desk) *payout.Service {
	n := 0
	return &payout.Service{Store: d, Books: d, Log: d, Zone: func() *time.Location { return time.UTC }, Clock: clock.NewFake(time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)),
		Hash:   func(purpose string, parts ...string) string { return purpose + "-" + strings.Join(parts, "-") },
		NewID:  func() string { n++; return fmt.Sprint("id", n) },
		Random: rand.Reader, Actor: "me"}
}

func TestMake(t *testing.T) {
	d := &desk{dues: []affiliate.Due{due("a", 1, 1000), due("a", 2, -100)}, members: []affiliate.Member{ada}, available: 900}
	id, err := service(d).Make(context.Background(), "USD", []affiliate.MemberID{"ada"})
	if err != nil {
		t.Fatal(err)
	}
	if len(d.batches) != 1 || len(d.batches[0].Entries) != 2 || cmp.Diff([]string{d.batches[0].ID}, d.sent) != "" {
		t.Fatalf("%+v sent %v", d.batches, d.sent)
	}
	claim, change := d.batches[0].Entries[0], d.batches[0].Entries[1]
	var body relayapi.ClaimBody
	if err := json.Unmarshal(claim.Body, &body); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(relayapi.ClaimBody{Action: relayapi.Claim, PaymentID: string(id), Keys: []string{"claim-a.1", "claim-a.2"}}, body); diff != "" {
		t.Error(diff)
	}
	c, err := affiliate.ParseChange(change.Body)
	if err != nil {
		t.Fatal(err)
	}
	p, err := affiliate.Merge(affiliate.Payment{}, c)
	want := affiliate.Payment{State: affiliate.PaymentIntent, Route: affiliate.RouteCSV, Currency: "USD", CreatedAt: "2026-11-22T12:00:00Z",
		Lines: []affiliate.PaymentLine{{MemberID: "ada", Payee: ada.Payee, Minor: 900, Earnings: []affiliate.EarningID{"a.1", "a.2"}}}}
	if diff := cmp.Diff(want, p); diff != "" || err != nil || change.Noun != affiliate.NounPayment || change.Subject != string(id) {
		t.Error(diff, err)
	}
}

// Refusals change nothing.
func TestMakeRefuses(t *testing.T) {
	many := make([]affiliate.Due, 3000)
	for i := range many {
		member := affiliate.MemberID(fmt.Sprint("m", i%6))
		many[i] = due(fmt.Sprintf("conversion%06d", i), 1, 1, func(c *affiliate.Conversion) { c.MemberID = member })
	}
	var six []affiliate.Member
	for i := range 6 {
		m := ada
		m.ID = affiliate.MemberID(fmt.Sprint("m", i))
		six = append(six, m)
	}
	cases := map[string]struct {
		edit  func(*desk)
		whom  []affiliate.MemberID
		code  string
		words string
	}{
		"stopped":        {func(d *desk) { d.stopped = "The books do not balance." }, []affiliate.MemberID{"ada"}, affiliate.Conflict, "do not balance"},
		"balance short":  {func(d *desk) { d.available = 999 }, []affiliate.MemberID{"ada"}, affiliate.Conflict, "needs 10.00 USD and the balance is 9.99 USD"},
		"nobody":         {func(*desk) {}, nil, affiliate.Invalid, "Select at least one"},
		"nothing due":    {func(*desk) {}, []affiliate.MemberID{"ada", "bob"}, affiliate.Conflict, "nothing to be paid"},
		"blocked":        {func(d *desk) { d.dues = []affiliate.Due{due("a", 1, 1000, held)} }, []affiliate.MemberID{"ada"}, affiliate.Conflict, "Ada can't be paid: On hold"},
		"more than fits": {func(d *desk) { d.dues, d.members, d.available = many, six, 9000 }, []affiliate.MemberID{"m0", "m1", "m2", "m3", "m4", "m5"}, affiliate.Conflict, "too many sales"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			d := &desk{dues: []affiliate.Due{due("a", 1, 1000)}, members: []affiliate.Member{ada}, available: 1000}
			c.edit(d)
			_, err := service(d).Make(context.Background(), "USD", c.whom)
			if affiliate.Code(err) != c.code || !strings.Contains(err.Error(), c.words) {
				t.Errorf("it says %v", err)
			}
			if len(d.batches)+len(d.sent) > 0 {
				t.Errorf("it saved %+v", d.batches)
			}
		})
	}
}

// An intent whose sending fails is saved, and keeps its id.
func TestMakeWithoutTheRelay(t *testing.T) {
	d := &desk{dues: []affiliate.Due{due("a", 1, 1000)}, members: []affiliate.Member{ada}, available: 1000, down: errors.New("down")}
	id, err := service(d).Make(context.Background(), "USD", []affiliate.MemberID{"ada"})
	if !errors.Is(err, d.down) || id == "" || len(d.batches) != 1 {
		t.Errorf("%q %v %+v", id, err, d.batches)
	}
}

func TestAdvance(t *testing.T) {
	states := []affiliate.PaymentState{affiliate.PaymentIntent, affiliate.PaymentExported, affiliate.PaymentPaid, affiliate.PaymentCancelled, affiliate.PaymentRefused}
	may := map[affiliate.PaymentState][]affiliate.PaymentState{
		affiliate.PaymentIntent:   {affiliate.PaymentExported, affiliate.PaymentPaid, affiliate.PaymentCancelled},
		affiliate.PaymentExported: {affiliate.PaymentExported, affiliate.PaymentPaid, affiliate.PaymentCancelled},
	}
	for _, from := range states {
		for _, to := range states {
			allowed := false
			for _, state := range may[from] {
				allowed = allowed || state == to
			}
			d := &desk{payment: affiliate.Payment{ID: "p", Number: 1, State: from, Lines: []affiliate.PaymentLine{{Earnings: []affiliate.EarningID{"a.1"}}}}}
			err := service(d).Advance(context.Background(), "p", to, map[string]any{"reference": "R"})
			switch {
			case !allowed:
				if affiliate.Code(err) != affiliate.Conflict || len(d.batches) > 0 {
					t.Errorf("%s to %s: %v, saved %+v", from, to, err, d.batches)
				}
				continue
			case err != nil || len(d.batches) != 1:
				t.Errorf("%s to %s: %v", from, to, err)
				continue
			}
			entries := d.batches[0].Entries
			c, err := affiliate.ParseChange(entries[0].Body)
			if err != nil || string(c.Set) != fmt.Sprintf(`{"reference":"R","state":%q}`, to) {
				t.Errorf("%s to %s sets %s: %v", from, to, c.Set, err)
			}
			if to != affiliate.PaymentCancelled {
				if len(entries) != 1 {
					t.Errorf("%s to %s writes %d entries", from, to, len(entries))
				}
				continue
			}
			var release relayapi.ClaimBody
			if err := json.Unmarshal(entries[1].Body, &release); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(relayapi.ClaimBody{Action: relayapi.Release, PaymentID: "p", Keys: []string{"claim-a.1"}}, release); diff != "" {
				t.Error(diff)
			}
		}
	}
}

// Nothing may be sent before the relay has granted the claim.
func TestAdvanceWaitsForTheClaim(t *testing.T) {
	for _, to := range []affiliate.PaymentState{affiliate.PaymentExported, affiliate.PaymentPaid} {
		d := &desk{payment: affiliate.Payment{ID: "p", State: affiliate.PaymentIntent}}
		if err := service(d).Advance(context.Background(), "p", to, nil); affiliate.Code(err) != affiliate.Conflict || len(d.batches) > 0 {
			t.Errorf("to %s: %v", to, err)
		}
	}
	if err := service(&desk{}).Advance(context.Background(), "other", affiliate.PaymentPaid, nil); affiliate.Code(err) != affiliate.NotFound {
		t.Errorf("an unknown payment: %v", err)
	}
}

// A step is taken from the newest state alone, and another device's may win.
func TestAdvanceFromTheNewestState(t *testing.T) {
	gone := affiliate.Errorf(affiliate.Unavailable, "the relay does not answer")
	exported, paid, cancelled := affiliate.PaymentExported, affiliate.PaymentPaid, affiliate.PaymentCancelled
	for name, c := range map[string]struct {
		to    affiliate.PaymentState
		edit  func(*desk)
		words string // of the error
		saved int
	}{
		"exported without the relay":            {exported, func(d *desk) { d.offline = gone }, "does not answer", 0},
		"cancelled without the relay":           {cancelled, func(d *desk) { d.offline = gone }, "does not answer", 0},
		"paid without the relay":                {paid, func(d *desk) { d.offline = gone }, "", 1},
		"paid, and the relay has its own words": {paid, func(d *desk) { d.offline = errors.New("removed") }, "removed", 0},
		"paid without the relay, in doubt":      {paid, func(d *desk) { d.offline, d.doubt = gone, "Restored" }, "Restored", 0},
		"exported in doubt":                     {exported, func(d *desk) { d.doubt = "Restored" }, "Restored", 0},
		"cancelled in doubt":                    {cancelled, func(d *desk) { d.doubt = "Restored" }, "Restored", 0},
		"exported, and cancelled before":        {exported, func(d *desk) { d.wins = cancelled }, "cancelled by now", 1},
		"cancelled, and paid before":            {cancelled, func(d *desk) { d.wins = paid }, "paid by now", 1},
	} {
		d := &desk{payment: affiliate.Payment{ID: "p", Number: 1, State: affiliate.PaymentIntent}}
		c.edit(d)
		err := service(d).Advance(context.Background(), "p", c.to, nil)
		if (err == nil) != (c.words == "") || err != nil && !strings.Contains(err.Error(), c.words) || len(d.batches) != c.saved {
			t.Errorf("%s: %v, saved %+v", name, err, d.batches)
		}
	}
}
