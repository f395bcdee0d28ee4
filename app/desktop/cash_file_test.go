package desktop

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"linkledger/internal/money"
)

// TestPaymentFile: a CSV names commissions, or orders; what CJ does not owe, or
// owes already no more, is told with its line and left out, and what differs is
// told one by one.
func TestPaymentFile(t *testing.T) {
	dir := t.TempDir()
	a := openApp(t, dir)
	_, _, link := sale(t, a)
	buy(t, a, link.URL)
	toPayday(t, a)
	rows := got(a.World())(t).Sandbox.Commissions()
	file := filepath.Join(dir, "payment.csv")
	a.options.OpenTable = func() (string, error) { return file, nil }
	read := func(text string) (PaymentFileRead, error) {
		must(t, os.WriteFile(file, []byte(text), 0o600))
		v := got(a.Cash.OpenPaymentFile())(t)
		return a.Cash.ReadPaymentFile(TableForm{ID: v.ID, Mapping: v.Mapping, DayForm: v.DayForm})
	}
	sum := money.New(rows[0].Commission.Minor+rows[1].Commission.Minor, "USD").Text()
	lines := func(ids ...string) string {
		return "Commission ID,Order ID,Publisher Commission,Payment Date,Payment ID\r\n" + strings.Join(ids, "\r\n") + "\r\n"
	}
	one := func(i int, id, order string) string {
		return id + "," + order + `,"$` + rows[i].Commission.Text() + `",2027-01-01,77`
	}
	for name, text := range map[string]string{
		"by commission": lines(one(0, rows[0].CommissionID, ""), one(1, rows[1].CommissionID, "")),
		"by order":      lines(one(0, "", rows[0].OrderID), one(1, "", strings.ToLower(rows[1].OrderID))),
	} {
		all := got(read(text))(t)
		form := all.Form
		if len(all.Off) != 0 || all.Equal != 2 || all.Lines != 2 {
			t.Errorf("%s: %+v", name, all)
		}
		if form.Amount != sum || form.Day != "2027-01-01" || form.Reference != "77" || len(form.Only) != 2 || form.Source != "cj" {
			t.Errorf("%s: %+v", name, form)
		}
		if p := got(a.Cash.Propose(form))(t); p.Sales != 2 || minor(t, p.Difference) != 0 {
			t.Errorf("%s: %+v", name, p)
		}
	}
	for name, text := range map[string]string{
		"Line 3, Commission 999998": lines("999999,,3.00,2027-01-01,77", "999998,,3.00,2027-01-01,77"),
		"Line 2: ":                  lines(rows[0].CommissionID + ",,3.00,32 May,77"),
		"2 payments":                lines(one(0, rows[0].CommissionID, ""), strings.Replace(one(1, rows[1].CommissionID, ""), ",77", ",78", 1)),
		"no payment":                lines(rows[0].CommissionID + ",,-3.00,2027-01-01,77"),
		"not in USD":                lines(rows[0].CommissionID + ",,3.00 EUR,2027-01-01,77"),
	} {
		_, err := read(text)
		if f := failed(t, err); !strings.Contains(f.Message+f.Hint+f.Fields["day"], name) || f.Code != "invalid" {
			t.Errorf("%s: %+v", name, f)
		}
	}
	// A line that CJ owes nothing on, one that it can't be read how much, one that
	// is short, and one in two parts.
	half := money.New(rows[1].Commission.Minor-100, "USD").Text()
	off := got(read(lines("999999,,3.00,2027-01-01,77", rows[0].CommissionID+",,"+rows[0].Commission.Text()+",2027-01-01,77", "999997,NW-9,many,2027-01-01,77",
		rows[1].CommissionID+",,"+half+",2027-01-01,77", ","+rows[1].OrderID+",0.25,2027-01-01,77")))(t)
	if off.Lines != 5 || off.Equal != 1 || off.LeftOut != 2 || off.Unexplained.Text != "3.00" || off.Form.Unexplained != "3.00" || len(off.Form.Only) != 2 || len(off.Off) != 3 {
		t.Fatalf("%+v", off)
	}
	for i, want := range []PaymentLine{
		{Lines: "2", Name: "Commission 999999", Paid: usdView("3.00"), Owed: usdView("0.00"), Difference: usdView("3.00")},
		{Lines: "4", Name: "Commission 999997, order NW-9", Paid: usdView("0.00"), Owed: usdView("0.00"), Difference: usdView("0.00")},
		{Lines: "5, 6", Name: "Commission " + rows[1].CommissionID, Paid: usdView(money.New(rows[1].Commission.Minor-75, "USD").Text()), Owed: usdView(rows[1].Commission.Text()), Difference: usdView("-0.75")},
	} {
		line := off.Off[i]
		if (line.Problem == "") != (i == 2) {
			t.Errorf("the problem of %+v", line)
		}
		if line.Problem = ""; line != want {
			t.Errorf("got %+v, want %+v", line, want)
		}
	}
	p := got(a.Cash.Propose(off.Form))(t)
	if minor(t, p.Difference) != -75 || p.Unexplained.Text != "3.00" || !strings.Contains(p.Words, "0.75 USD are missing: CJ still owes them. 3.00 USD on the lines that are left out is posted as unexplained.") {
		t.Errorf("%+v", p)
	}
	if f := failed(t, onlyError(a.Payments.RecordReceipt(ReceiptForm{Source: "cj", Day: "2027-01-01", Amount: "2.99", Only: off.Form.Only, Unexplained: "3.00"}))); f.Fields["amount"] == "" {
		t.Errorf("less than the lines that are left out: %+v", f)
	}
	unsaid := off.Form
	unsaid.WriteOff = true // 0.75 are missing, though the sum is more than is owed
	if f := failed(t, onlyError(a.Payments.RecordReceipt(unsaid))); f.Fields["why"] == "" {
		t.Errorf("written off without a reason: %+v", f)
	}
	row := receive(t, a, off.Form)
	if row.Sales != 2 || minor(t, row.Difference) != 225 || !strings.Contains(row.Why, "3.00 USD on lines of its file is unexplained. Short by 0.75 USD, which CJ still owes.") {
		t.Errorf("%+v", row)
	}
	cashAgrees(t, a, "with lines left out")
	if v := got(a.Cash.Calendar())(t); minor(t, v.Locked) != 75 {
		t.Errorf("CJ owes %s", v.Locked.Text)
	}
	got(a.Payments.CancelReceipt(row.ID, "typed wrong"))(t)
	must(t, a.Sync(context.Background()))
	cashAgrees(t, a, "and cancelled")

	form := got(read(lines(one(1, rows[1].CommissionID, ""))))(t).Form
	if row := receive(t, a, form); row.Sales != 1 || minor(t, row.Difference) != 0 {
		t.Errorf("one of two: %+v", row)
	}
	cashAgrees(t, a, "one of two")
	_, err := read(lines(one(1, rows[1].CommissionID, "")))
	if f := failed(t, err); !strings.Contains(f.Message, "paid already") {
		t.Errorf("the same file again: %+v", f)
	}
}
