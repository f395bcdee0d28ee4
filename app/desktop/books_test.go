package desktop

import (
	"context"
	"encoding/csv"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"linkledger/internal/ledger"
	"linkledger/internal/ledger/journal"
	"linkledger/internal/ledger/journal/hledgertest"
	"linkledger/internal/store"
)

func minor(t *testing.T, m Money) int64 {
	t.Helper()
	return got(strconv.ParseInt(m.Minor, 10, 64))(t)
}

// programme is a practice profile with some weeks of sales, a payment that was
// made and one that is on its way.
func programme(t *testing.T) *App {
	t.Helper()
	ctx := context.Background()
	a := openApp(t, t.TempDir())
	sample := got(a.StartSample(ctx, time.Now().Add(-70*24*time.Hour)))(t)
	must(t, sample.Run(ctx, time.Now().Add(-50*24*time.Hour)))
	payment := payEverybody(t, a)
	got(a.Payments.MarkPaid(PaidForm{PaymentID: payment.Row.ID, Day: "2026-11-02"}))(t)
	must(t, a.Sync(ctx))
	return a
}

func TestBooksOfAProgramme(t *testing.T) {
	hledgertest.Need(t)
	a := programme(t)
	t.Run("statements of a period", func(t *testing.T) { testPeriods(t, a) })
	t.Run("all tell the same", func(t *testing.T) { testBooksTellTheSame(t, a) })
}

// The screen's figures, the transfers, every member's statement and the journal
// tell the same.
func testBooksTellTheSame(t *testing.T, a *App) {
	member := got(a.Members.List())(t)[0]
	got(a.Books.Adjust(AdjustmentForm{MemberID: member.ID, Kind: "bonus", Amount: "12.50", Day: "2026-10-01", Reason: "=thanks"}))(t)
	got(a.Books.Adjust(AdjustmentForm{MemberID: member.ID, Kind: "correction", Amount: "-900", Day: "2026-10-02", Reason: "paid by mistake"}))(t)
	got(a.Books.AddOpenings([]OpeningForm{
		{Of: "wallet", Amount: "1000", Day: "2026-01-01", Note: "bank"}, {Of: "cj", Amount: "20.25", Day: "2026-01-01"},
		{Of: "member", MemberID: member.ID, Amount: "-3.10", Day: "2026-01-01"},
	}))(t)
	must(t, a.Sync(context.Background()))

	books := got(a.Books.Prove())(t)
	for _, check := range books.Checks {
		if !check.OK || check.Title == "" || check.Detail != "" {
			t.Errorf("%+v", check)
		}
	}
	if len(books.Checks) != 4 || books.ProvenAt == "" || books.Head == "" || books.LastEntry == 0 || len(books.Currencies) != 1 {
		t.Fatalf("%+v", books)
	}
	accounts := map[string]BookAccount{}
	for _, account := range books.Currencies[0].Accounts {
		accounts[account.Account] = account
		page := got(a.Books.Transfers(TransferFilter{Account: account.Account, Currency: "USD", Limit: 1000}))(t)
		if page.Total == 0 || len(page.Rows) != page.Total {
			t.Errorf("%s: %d of %d transfers", account.Account, len(page.Rows), page.Total)
		}
		for _, row := range page.Rows {
			if row.CauseTitle == "" || strings.Contains(row.CauseTitle, ":") || row.DebitTitle == "" || row.CreditTitle == "" {
				t.Errorf("%+v", row)
			}
		}
	}
	if books.Currencies[0].Debits != books.Currencies[0].Credits || minor(t, books.Currencies[0].Debits) == 0 {
		t.Errorf("debits %v, credits %v", books.Currencies[0].Debits, books.Currencies[0].Credits)
	}

	var owed, pending int64
	for _, m := range got(a.Members.List())(t) {
		for _, c := range got(a.Books.Statement(m.ID, Period{}))(t).Currencies {
			sum := minor(t, c.Opening)
			for _, row := range c.Rows {
				if row.State != "pending" {
					sum += minor(t, row.Earned) - minor(t, row.Paid)
				}
				if minor(t, row.Balance) != sum || row.What == "" || row.Day == "" {
					t.Errorf("%s: balance is %d: %+v", m.Name, sum, row)
				}
				if row.CauseKind == "conversion" && row.Explanation == "" {
					t.Errorf("%s: nothing explains %+v", m.Name, row)
				}
			}
			if sum != minor(t, c.Closing) || sum != minor(t, c.Opening)+minor(t, c.Earned)-minor(t, c.Paid) {
				t.Errorf("%s: %+v", m.Name, c)
			}
			owed += sum
			pending += minor(t, c.Pending)
		}
	}
	if want := minor(t, accounts["members:payable"].Posted) - minor(t, accounts["members:recover"].Posted); owed != want {
		t.Errorf("statements come to %d, the accounts to %d", owed, want)
	}
	if want := minor(t, accounts["members:payable"].Pending); pending != want {
		t.Errorf("pending on statements is %d, in the accounts %d", pending, want)
	}

	exported := got(a.Books.ExportJournal())(t)
	file := got(os.ReadFile(exported.Path))(t)
	s := got(a.session())(t)
	names := journal.Names{}
	for _, m := range got(a.Members.List())(t) {
		names[m.ID] = m.Name
	}
	must(t, hledgertest.Agree(file, got(s.store.Balances(context.Background()))(t), names))
	if exported.Rows == 0 || exported.Hash == "" || strings.Count(string(file), "\n    ; cause:") != exported.Rows {
		t.Errorf("%+v", exported)
	}
}

// A period cuts a statement, and what it starts with is what the one before it
// ends with. What was pending at the end of one may be listed again in the next,
// once it is owed.
func testPeriods(t *testing.T, a *App) {
	for _, m := range got(a.Members.List())(t) {
		whole := got(a.Books.Statement(m.ID, Period{}))(t)
		if len(whole.Currencies) == 0 {
			continue
		}
		rows := whole.Currencies[0].Rows
		middle := rows[len(rows)/2].Day
		day := got(time.Parse(time.DateOnly, middle))(t)
		first := got(a.Books.Statement(m.ID, Period{To: day.AddDate(0, 0, -1).Format(time.DateOnly)}))(t)
		second := got(a.Books.Statement(m.ID, Period{From: middle}))(t)
		closing, n := "0", 0
		if len(first.Currencies) > 0 {
			closing, n = first.Currencies[0].Closing.Minor, len(first.Currencies[0].Rows)
		}
		if c := second.Currencies[0]; c.Opening.Minor != closing || c.Closing != whole.Currencies[0].Closing || n+len(c.Rows) < len(rows) {
			t.Errorf("%s: up to %s %s in %d rows, then from %s to %s in %d; in one %s in %d", m.Name, middle, closing, n,
				c.Opening.Minor, c.Closing.Minor, len(c.Rows), whole.Currencies[0].Closing.Minor, len(rows))
		}
	}
	member := got(a.Members.List())(t)[0].ID
	for _, period := range []Period{{From: "yesterday"}, {To: "2026-13-01"}, {From: "2026-02-02", To: "2026-02-01"}} {
		if _, err := a.Books.Statement(member, period); len(failed(t, err).Fields) != 1 {
			t.Errorf("%+v: %v", period, err)
		}
	}
	if _, err := a.Books.Statement("nobody", Period{}); failed(t, err).Code != "not_found" {
		t.Error(err)
	}
}

// An earning is owed until a payment of it has been made.
func TestStatementTellsWhatIsPaid(t *testing.T) {
	ctx := context.Background()
	a := openApp(t, t.TempDir())
	_, member, _ := sale(t, a)
	states := func() (list []string) {
		v := got(a.Books.Statement(member.ID, Period{}))(t)
		for _, row := range v.Currencies[0].Rows {
			list = append(list, row.CauseKind+" "+row.State)
		}
		for i, row := range a.current.statementFile(v).Accounts[0].Rows {
			if !strings.HasSuffix(list[i], " "+row.State) {
				t.Errorf("the file has %q for %s", row.State, list[i])
			}
		}
		return list
	}
	is := func(want ...string) {
		t.Helper()
		must(t, a.Sync(ctx))
		if now := states(); !slices.Equal(now, want) {
			t.Errorf("the rows are %q, want %q", now, want)
		}
	}
	is("conversion pending")
	payment := payEverybody(t, a)
	is("conversion owed", "payment pending")
	got(a.Payments.MarkPaid(PaidForm{PaymentID: payment.Row.ID, Day: got(a.Practice.State())(t).Now[:10]}))(t)
	is("conversion paid", "payment paid")
}

func TestExportStatement(t *testing.T) {
	a := openApp(t, t.TempDir())
	member := got(a.Members.Save(MemberForm{Name: "Mia Berger"}))(t)
	got(a.Books.Adjust(AdjustmentForm{MemberID: member.ID, Kind: "bonus", Amount: "5", Day: "2026-10-01", Reason: "=1+1"}))(t)
	must(t, a.Sync(context.Background()))
	file := got(a.Books.ExportStatement(member.ID, Period{From: "2026-10-01"}))(t)
	if !strings.Contains(file.Path, "linkledger-statement-mia-berger-") || file.Rows != 3 {
		t.Errorf("%+v", file)
	}
	opened := got(os.Open(file.Path))(t)
	defer opened.Close()
	table := got(csv.NewReader(opened).ReadAll())(t)
	if len(table) != 4 || table[2][4] != "Bonus: =1+1" || table[2][7] != "5.00" || table[3][9] != "5.00" {
		t.Errorf("%q", table)
	}
}

func TestAdjustmentsAndOpeningsAreChecked(t *testing.T) {
	a := openApp(t, t.TempDir())
	member := got(a.Members.Save(MemberForm{Name: "Mia Berger"}))(t)
	good := AdjustmentForm{MemberID: member.ID, Kind: "bonus", Amount: "5", Day: "2026-10-01", Reason: "thanks"}
	for want, edit := range map[string]func(*AdjustmentForm){
		"amount":  func(f *AdjustmentForm) { f.Amount = "5.001" },
		"amount ": func(f *AdjustmentForm) { f.Amount = "-5" },
		"reason":  func(f *AdjustmentForm) { f.Reason = "  " },
		"kind":    func(f *AdjustmentForm) { f.Kind = "conversion" },
		"member":  func(f *AdjustmentForm) { f.MemberID = "" },
		"day":     func(f *AdjustmentForm) { f.Day = "1 May" },
	} {
		form := good
		edit(&form)
		_, err := a.Books.Adjust(form)
		if f := failed(t, err); f.Fields[strings.TrimSpace(want)] == "" {
			t.Errorf("%s: %+v", want, f)
		}
	}
	rows := got(a.Books.Adjust(good))(t)
	if len(rows) != 1 || rows[0].Synced || rows[0].MemberName != "Mia Berger" || rows[0].Paid {
		t.Fatalf("%+v", rows)
	}
	if _, err := a.Books.CancelAdjustment(rows[0].ID, " "); failed(t, err).Fields["reason"] == "" {
		t.Error(err)
	}
	must(t, a.Sync(context.Background()))
	if rows = got(a.Books.CancelAdjustment(rows[0].ID, "a mistake"))(t); !rows[0].Cancelled || rows[0].CancelReason != "a mistake" {
		t.Errorf("%+v", rows)
	}
	if _, err := a.Books.CancelAdjustment("nobody", "why"); failed(t, err).Code != "not_found" {
		t.Error(err)
	}

	_, err := a.Books.AddOpenings([]OpeningForm{{Of: "wallet", Amount: "1"}, {Of: "member", Amount: "1", MemberID: "nobody"}, {Of: "cj", Amount: "-1"}, {Of: "x", Amount: "1.234", Day: "2026-01-01"}})
	if f := failed(t, err).Fields; len(f) != 3 || f["openings.1.member"] == "" || f["openings.2.amount"] == "" || f["openings.3.amount"] == "" {
		t.Errorf("%v", f)
	}
	if list := got(a.Books.Openings())(t); len(list) != 0 {
		t.Errorf("half of it was saved: %+v", list)
	}
	openings := got(a.Books.AddOpenings([]OpeningForm{{Of: "wallet", Amount: "1"}, {Of: "member", Amount: "7", MemberID: member.ID}}))(t)
	must(t, a.Sync(context.Background()))
	for _, o := range openings {
		openings = got(a.Books.CancelOpening(o.ID))(t)
	}
	must(t, a.Sync(context.Background()))
	for _, o := range got(a.Books.Openings())(t) {
		if !o.Cancelled || !o.Synced {
			t.Errorf("%+v", o)
		}
	}
	for _, c := range got(a.Books.Accounts())(t).Currencies {
		for _, account := range c.Accounts {
			if minor(t, account.Posted) != 0 {
				t.Errorf("%+v", account)
			}
		}
	}
}

// An opening balance that was used since stands, and a person is told so.
func TestAUsedOpeningStands(t *testing.T) {
	a, ctx := openApp(t, t.TempDir()), context.Background()
	member := got(a.Members.Save(MemberForm{Name: "Mia Berger", Email: "mia@example.com", Payee: "mia@example.com"}))(t)
	openings := got(a.Books.AddOpenings([]OpeningForm{{Of: "wallet", Amount: "100"}, {Of: "cj", Amount: "5"}, {Of: "member", Amount: "80", MemberID: member.ID}}))(t)
	must(t, a.Sync(ctx))
	payment := got(a.Payments.Make([]string{member.ID}))(t)
	must(t, a.Sync(ctx))
	words := map[string]string{"wallet": "20.00 USD of it is left under Balance to pay from", "member": "A payment holds this balance"}
	for _, o := range openings {
		if words[o.Of] == "" {
			continue
		}
		if f := failed(t, second(a.Books.CancelOpening(o.ID))); f.Code != "conflict" || !strings.Contains(f.Message, words[o.Of]) || f.Hint == "" {
			t.Errorf("%s: %+v", o.Of, f)
		}
	}
	got(a.Payments.RecordReceipt(ReceiptForm{Source: "cj", Amount: "5", Day: got(a.Practice.State())(t).Now[:10]}))(t)
	must(t, a.Sync(ctx))
	for _, o := range openings {
		if o.Of == "cj" {
			if f := failed(t, second(a.Books.CancelOpening(o.ID))); !strings.Contains(f.Message, "0.00 USD of it is left under CJ owes us") {
				t.Errorf("%+v", f)
			}
		}
	}
	got(a.Payments.Cancel(payment.Row.ID, "a mistake"))(t)
	must(t, a.Sync(ctx))
	for _, o := range openings {
		if o.Of != "cj" {
			got(a.Books.CancelOpening(o.ID))(t)
		}
	}
	must(t, a.Sync(ctx))
	for _, o := range got(a.Books.Openings())(t) {
		if o.Cancelled != (o.Of != "cj") {
			t.Errorf("%+v", o)
		}
	}
	if v := got(a.Workspace.State())(t); v.Sync.Attention != 0 {
		t.Errorf("the fold refused something: %+v", v.Sync)
	}
}

// A transfer is what it has become, not what it was.
func TestTransferStates(t *testing.T) {
	for want, x := range map[string]store.ListedTransfer{
		"pending": {Transfer: ledger.Transfer{Phase: ledger.Pending}},
		"voided":  {Transfer: ledger.Transfer{Phase: ledger.Pending}, Resolved: ledger.Void},
		"void":    {Transfer: ledger.Transfer{Phase: ledger.Void}},
		"posted":  {Transfer: ledger.Transfer{Phase: ledger.Pending}, Resolved: ledger.Post},
	} {
		if got := transferState(x); got != want {
			t.Errorf("%+v is %s, want %s", x, got, want)
		}
	}
	for _, phase := range []ledger.Phase{ledger.Direct, ledger.Post} {
		if got := transferState(store.ListedTransfer{Transfer: ledger.Transfer{Phase: phase}}); got != "posted" {
			t.Errorf("%s is %s", phase, got)
		}
	}
}
