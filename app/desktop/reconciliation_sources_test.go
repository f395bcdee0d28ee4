package desktop

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
	"linkledger/internal/store"
)

// actionOf is an action of 100.00 that sold on the first, locks on the tenth and
// has the given corrections, each "day amount".
func actionOf(status, validation, paidOn string, corrections ...string) store.CJAction {
	at := func(day string) time.Time { return startOfDay("2026-09-"+day, time.UTC).Add(12 * time.Hour) }
	row := affiliate.CommissionRow{CommissionID: "1", OriginalActionID: "A", Original: true, ActionStatus: status, ValidationStatus: validation, OrderID: "1001", TrackerID: "22",
		EventDate: at("01"), PostingDate: at("01"), LockingDate: at("10"), SaleAmount: "100.00", Commission: "10.00", Currency: "USD"}
	a := store.CJAction{Rows: []affiliate.CommissionRow{row}, PaidOn: paidOn}
	sale := int64(100_00)
	for i, c := range corrections {
		day, amount, _ := strings.Cut(c, " ")
		next := row
		next.CommissionID, next.Original, next.PostingDate, next.SaleAmount = fmt.Sprint(i+2), false, at(day), amount
		minor, err := money.Parse(amount, "USD")
		if err != nil {
			panic(err)
		}
		next.Commission = money.New(minor.Minor/10, "USD").Text()
		sale += minor.Minor
		a.Rows = append(a.Rows, next)
	}
	if validation == affiliate.ValidationDeclined {
		sale = 0
	}
	a.Conversion = affiliate.Conversion{ID: "c", ActionID: "A", SaleDay: "2026-09-01", CJStatus: status, Validation: validation,
		Sale: money.New(sale, "USD"), Commission: money.New(sale/10, "USD")}
	return a
}

func TestActionsAsCJHasThem(t *testing.T) {
	clicks := affiliate.NewClickSigner(affiliate.ClickKeys{})
	for name, c := range map[string]struct {
		action    store.CJAction
		late      string
		now       int64
		takenBack bool
	}{
		"as it was":                 {actionOf("new", "", ""), "", 100_00, false},
		"part of it, in time":       {actionOf("new", "", "", "05 -40.00"), "", 60_00, false},
		"restated, in time":         {actionOf("locked", "", "", "05 -100.00", "05 80.00"), "", 80_00, false},
		"all of it, in time":        {actionOf("new", "", "", "05 -100.00"), "", 0, true},
		"declined":                  {actionOf("new", affiliate.ValidationDeclined, ""), "", 0, true},
		"after lock":                {actionOf("locked", "", "", "12 -100.00"), "CJ took 100.00 USD back on 2026-09-12, after it had locked the sale on 2026-09-10.", 0, true},
		"part of it after lock":     {actionOf("closed", "", "", "05 -40.00", "12 -10.00"), "CJ took 10.00 USD back on 2026-09-12, after it had locked the sale on 2026-09-10.", 50_00, false},
		"restated less after lock":  {actionOf("locked", "", "", "12 -100.00", "12 80.00"), "CJ took 20.00 USD back on 2026-09-12, after it had locked the sale on 2026-09-10.", 80_00, false},
		"more after lock":           {actionOf("locked", "", "", "12 5.00"), "", 105_00, false},
		"put off past its date":     {actionOf("new", "", "", "12 -100.00"), "", 0, true},
		"after the member was paid": {actionOf("new", "", "2026-09-04", "05 -100.00"), "CJ took 100.00 USD back on 2026-09-05, after the member was paid on 2026-09-04.", 0, true},
		"before the member is paid": {actionOf("new", "", "2026-09-06", "05 -40.00"), "", 60_00, false},
		"before its original":       {store.CJAction{Rows: actionOf("new", "", "", "05 -40.00").Rows[1:], Conversion: affiliate.Conversion{ActionID: "A", Sale: money.New(0, "USD")}}, "", 0, false},
	} {
		row := cjRow(c.action, names{}, shops{}, clicks, time.UTC)
		if row.Late != c.late || row.Amount.Minor != c.now || row.TakenBack != c.takenBack {
			t.Errorf("%s: %s left, taken back %v, %q", name, row.Amount, row.TakenBack, row.Late)
		}
		if row.ID != "A" || row.OrderID != "1001" || row.Tracker != "22" || row.NoAmount != (name == "before its original") {
			t.Errorf("%s: %+v", name, row)
		}
	}
}

// All that CJ had of a sale: what is posted at one instant is one correction.
func TestAmountsOnTheWay(t *testing.T) {
	for name, c := range map[string]struct {
		corrections []string
		want        string
	}{
		"as it was":         {nil, "100.00 USD"},
		"two returns":       {[]string{"05 -20.00", "07 -20.00"}, "100.00 USD 80.00 USD 60.00 USD"},
		"a restated sale":   {[]string{"05 -100.00", "05 80.00"}, "100.00 USD 80.00 USD"},
		"restated at once":  {[]string{"01 -100.00", "01 80.00"}, "80.00 USD"},
		"back and in again": {[]string{"05 -100.00", "07 100.00"}, "100.00 USD 0.00 USD 100.00 USD"},
	} {
		row := cjRow(actionOf("new", "", "", c.corrections...), names{}, shops{}, affiliate.NewClickSigner(affiliate.ClickKeys{}), time.UTC)
		if got := strings.Trim(fmt.Sprint(row.Once), "[]"); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}
