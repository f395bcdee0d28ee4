package desktop

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
)

// What a payment of CJ is meant for without a word on it: all that had locked
// before CJ's pay day, or by now where only that makes sense.
func TestWhatAPaymentOfCJSettles(t *testing.T) {
	a := openApp(t, t.TempDir())
	owing := func() []affiliate.Owing {
		list := []affiliate.Owing{}
		for day, minor := range map[string]int64{"2026-10-11": 1_000, "2026-11-11": 500} {
			at, _ := time.Parse(time.DateOnly, day)
			list = append(list, affiliate.Owing{Key: day, Amount: money.New(minor, "USD"), Locked: true, LocksAt: at})
		}
		return list
	}
	for name, c := range map[string]struct {
		day, before string
		minor       int64
		want        int64
	}{
		"in the days after pay day":          {"2026-11-04", "", 1_000, 1_000},
		"short, in the days after pay day":   {"2026-11-04", "", 990, 1_000},
		"later, and nothing else had locked": {"2026-12-03", "", 1_400, 1_500},
		"paid sooner than the setting says":  {"2026-11-20", "", 1_500, 1_500},
		"half way":                           {"2026-11-20", "", 1_200, 1_000},
		"before any pay day would":           {"2026-10-20", "", 900, 1_000},
		"nothing had locked at all":          {"2026-09-20", "", 900, 0},
		"as the form says":                   {"2026-11-04", "2026-12-01", 1_000, 1_500},
		"the form's day itself is not in it": {"2026-11-04", "2026-10-11", 1_000, 0},
	} {
		got(do(a, func(s *session) (bool, error) {
			r := affiliate.Receipt{Source: affiliate.ReceiptCJ, Currency: "USD", Minor: c.minor, Day: c.day}
			if _, err := s.settling(t.Context(), &r, c.before, owing()); err != nil {
				return false, err
			}
			if r.Settled != c.want {
				t.Errorf("%s: it settles %d, want %d (before %s)", name, r.Settled, c.want, r.LockedBefore)
			}
			return true, nil
		}))(t)
	}
}

// One payment is recorded once, and says so at the field that tells it.
func TestPaymentOfCJIsRecordedOnce(t *testing.T) {
	a := openApp(t, t.TempDir())
	first := got(a.Payments.RecordReceipt(ReceiptForm{Source: "cj", Amount: "12.50", Day: "2026-08-02", Reference: "Advice 1", Why: "on account"}))(t)
	if first.Difference.Minor != "1250" || first.Expected.Minor != "0" || first.Why != "on account" {
		t.Errorf("%+v", first)
	}
	if f := failed(t, onlyError(a.Payments.RecordReceipt(ReceiptForm{Source: "cj", Amount: "13", Day: "2026-08-03", Reference: " ADVICE 1"}))); !strings.Contains(f.Fields["reference"], "12.50 USD of 2026-08-02") {
		t.Errorf("%+v", f)
	}
	got(a.Payments.RecordReceipt(ReceiptForm{Source: "cj", Amount: "12.50", Day: "2026-08-02"}))(t)
	if f := failed(t, onlyError(a.Payments.RecordReceipt(ReceiptForm{Source: "cj", Amount: "12.50", Day: "2026-08-02"}))); !strings.Contains(f.Fields["amount"], "enter its reference") {
		t.Errorf("%+v", f)
	}
	for range 2 { // own money may come twice
		got(a.Payments.RecordReceipt(ReceiptForm{Source: "deposit", Amount: "5", Day: "2026-08-02"}))(t)
	}
	if f := failed(t, onlyError(a.Payments.RecordReceipt(ReceiptForm{Source: "cj", Amount: "1", Day: "2026-08-02", LockedBefore: "soon"}))); f.Fields["lockedBefore"] == "" {
		t.Errorf("%+v", f)
	}
	for _, source := range []string{"cj", "deposit"} {
		if f := failed(t, onlyError(a.Payments.RecordReceipt(ReceiptForm{Source: source, Amount: "1", Day: "2062-08-02"}))); f.Fields["day"] == "" {
			t.Errorf("a day to come of %s: %+v", source, f)
		}
	}
	if n := len(got(a.Payments.Overview())(t).Receipts); n != 4 {
		t.Errorf("%d receipts", n)
	}
}

func TestPIDsOfMembers(t *testing.T) {
	a := openApp(t, t.TempDir())
	maya := got(a.Members.Save(MemberForm{Name: "Maya", PIDs: []string{" 555000001 ", "555000001", ""}}))(t)
	if len(maya.PIDs) != 1 || maya.PIDs[0] != "555000001" {
		t.Errorf("PIDs %q", maya.PIDs)
	}
	own := got(a.Workspace.CJ())(t).PID
	for pid, says := range map[string]string{"555000001": "Maya's PID", "12x": "only digits", own: "programme's own"} {
		if f := failed(t, onlyError(a.Members.Save(MemberForm{Name: "Ben", PIDs: []string{pid}}))); !strings.Contains(f.Fields["pids"], says) {
			t.Errorf("%q: %+v", pid, f)
		}
	}
	// An import says the same.
	v := planned(t, a, "Name;E-mail;PID\nBen;ben@member.example;555000001\nCleo;cleo@member.example;"+own+"\n")
	want := []string{"2 problem Ben PIDs: 555000001 is Maya's PID. Take it off there first.",
		"3 problem Cleo PIDs: " + own + " is the programme's own PID, which all of its links share. Enter one that only this member uses."}
	if rows := importRows(t, a, v.ID); !slices.Equal(rows, want) {
		t.Errorf("imported: %q", rows)
	}
	gone := got(a.Members.Save(MemberForm{ID: maya.ID, Name: "Maya"}))(t)
	if again := got(a.Members.List())(t)[0]; len(gone.PIDs) != 0 || len(again.PIDs) != 0 {
		t.Errorf("taken off: %q, %q", gone.PIDs, again.PIDs)
	}
	got(a.Members.Save(MemberForm{Name: "Ben", PIDs: []string{"555000001"}}))(t)
}

// More commissions than one entry takes are named in parts before the payment.
func TestPaymentThatNamesManyCommissions(t *testing.T) {
	a := openApp(t, t.TempDir())
	sale(t, a)
	toPayday(t, a)
	paid := got(a.Practice.State())(t).CJPaid
	form := ReceiptForm{Source: "cj", Amount: paid.Text, Reference: "many", Only: []string{got(a.World())(t).Sandbox.Commissions()[0].CommissionID}}
	for i := range 3_200 {
		form.Only = append(form.Only, fmt.Sprintf("29000000%07d", i))
	}
	if row := receive(t, a, form); row.Sales != 1 || minor(t, row.Difference) != 0 || !row.Synced {
		t.Errorf("%+v", row)
	}
	got(a.Prove(t.Context()))(t)
}

func usdView(text string) Money {
	amount, err := money.Parse(text, "USD")
	if err != nil {
		panic(err)
	}
	return viewMoney(amount)
}
