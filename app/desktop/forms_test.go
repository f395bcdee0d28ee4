package desktop

import (
	"strings"
	"testing"
)

// TestFormsSayWhatIsWrongBesideTheField: and nothing is kept of a refused form.
func TestFormsSayWhatIsWrongBesideTheField(t *testing.T) {
	a := openApp(t, t.TempDir())
	good := offerForm(t, a)
	offer := func(change func(*OfferForm)) func() error {
		return func() error {
			form := good
			change(&form)
			_, err := a.Offers.Save(form)
			return err
		}
	}
	member := func(form MemberForm) func() error {
		return func() error { _, err := a.Members.Save(form); return err }
	}
	receipt := func(form ReceiptForm) func() error {
		return func() error { _, err := a.Payments.RecordReceipt(form); return err }
	}
	cases := map[string]struct {
		save  func() error
		field string
	}{
		"offer without a name":           {offer(func(f *OfferForm) { f.Name = "  " }), "name"},
		"offer with a name of two lines": {offer(func(f *OfferForm) { f.Name = "a\nb" }), "name"},
		"offer with a long name":         {offer(func(f *OfferForm) { f.Name = strings.Repeat("x", 121) }), "name"},
		"offer without a URL":            {offer(func(f *OfferForm) { f.OfferURL = "" }), "offerUrl"},
		"offer with a script":            {offer(func(f *OfferForm) { f.OfferURL = "javascript:alert(1)" }), "offerUrl"},
		"offer with a plain http URL":    {offer(func(f *OfferForm) { f.OfferURL = "http://brand.example/?c={click_id}" }), "offerUrl"},
		"offer with an unknown macro":    {offer(func(f *OfferForm) { f.OfferURL = "https://x.example/?c={clickid}" }), "offerUrl"},
		"offer without a click id":       {offer(func(f *OfferForm) { f.OfferURL = "https://x.example/" }), "offerUrl"},
		"offer with a foreign sid":       {offer(func(f *OfferForm) { f.OfferURL = "https://www.anrdoezrs.net/click-1-2?sid=me" }), "offerUrl"},
		"UTMs with nowhere to go":        {offer(func(f *OfferForm) { f.OfferURL = "https://www.anrdoezrs.net/click-1-2" }), "utms"},
		"offer that pays 101 %":          {offer(func(f *OfferForm) { f.PayoutPercent = "101" }), "payoutPercent"},
		"offer that pays 1e1 %":          {offer(func(f *OfferForm) { f.PayoutPercent = "1e1" }), "payoutPercent"},
		"offer that pays 7,5 %":          {offer(func(f *OfferForm) { f.PayoutPercent = "7,5" }), "payoutPercent"},
		"offer that pays a negative sum": {offer(func(f *OfferForm) { f.PayoutOption, f.PayoutFlat = "cpa", "-5" }), "payoutFlat"},
		"offer that pays nothing known":  {offer(func(f *OfferForm) { f.PayoutOption = "cpm" }), "payoutOption"},
		"offer that counts nothing":      {offer(func(f *OfferForm) { f.ConversionType = "" }), "conversionType"},
		"offer by another protocol":      {offer(func(f *OfferForm) { f.Protocol = "pixel" }), "protocol"},
		"offer with a bad fallback":      {offer(func(f *OfferForm) { f.FallbackURL = "ftp://x" }), "fallbackUrl"},
		"member without a name":          {member(MemberForm{}), "name"},
		"member with a bad e-mail":       {member(MemberForm{Name: "A", Email: "a at b"}), "email"},
		"member with a formula as payee": {member(MemberForm{Name: "A", Payee: "=cmd()"}), "payee"},
		"receipt of nothing":             {receipt(ReceiptForm{Source: "cj", Amount: "0", Day: "2026-11-01"}), "amount"},
		"receipt of 12,5":                {receipt(ReceiptForm{Source: "cj", Amount: "12,5", Day: "2026-11-01"}), "amount"},
		"receipt of a million digits":    {receipt(ReceiptForm{Source: "cj", Amount: strings.Repeat("9", 1_000_000), Day: "2026-11-01"}), "amount"},
		"receipt on no day":              {receipt(ReceiptForm{Source: "cj", Amount: "1", Day: "2026-02-30"}), "day"},
		"receipt from nowhere":           {receipt(ReceiptForm{Amount: "1", Day: "2026-11-01"}), "source"},
		"links for nobody":               {func() error { _, err := a.Links.GenerateAll(LinkBulkForm{Who: toMembers}); return err }, "memberIds"},
		"links of no offer": {func() error {
			_, err := a.Links.GenerateAll(LinkBulkForm{Who: toMembers, MemberIDs: []string{"x"}})
			return err
		}, "offerId"},
		"paid on no day":            {func() error { _, err := a.Payments.MarkPaid(PaidForm{Day: "today"}); return err }, "day"},
		"cancelled for no reason":   {func() error { _, err := a.Payments.Cancel("x", " "); return err }, "reason"},
		"a connection that is none": {func() error { _, err := connectLive(t).Workspace.Connect(ConnectForm{Connection: "hello"}); return err }, "connection"},
	}
	before := got(a.Workspace.State())(t).Sync.Pending
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			f := failed(t, c.save())
			if f.Code != "invalid" || len(f.Fields[c.field]) < 10 {
				t.Errorf("got %+v, want a sentence beside %s", f, c.field)
			}
		})
	}
	if after := got(a.Workspace.State())(t).Sync.Pending; after != before {
		t.Errorf("%d entries wait, and %d before: a refused form was kept", after, before)
	}
}

func TestATooLargeAmountNamesTheLimit(t *testing.T) {
	for _, digits := range []int{17, 20} {
		_, err := parseAmount("amount", strings.Repeat("9", digits), "USD")
		if f := failed(t, fail(err)); !strings.Contains(f.Fields["amount"], "at most 10000000000000.00 USD") {
			t.Errorf("%d digits: %+v", digits, f)
		}
	}
}

func connectLive(t *testing.T) *App {
	t.Helper()
	a := openApp(t, t.TempDir())
	got(a.Workspace.CreateProfile("Hearth & Wool"))(t)
	return a
}

func TestPreviewShowsTheDestination(t *testing.T) {
	a := openApp(t, t.TempDir())
	form := offerForm(t, a)
	p := got(a.Offers.Preview(form))(t)
	if !strings.Contains(p.Destination, "sid=a7example") || !strings.Contains(p.Destination, "utm_source%3Dambassador") || len(p.Fields) != 0 || len(p.Notes) != 0 {
		t.Errorf("preview %+v", p)
	}
	form.OfferURL = "nonsense"
	if p := got(a.Offers.Preview(form))(t); p.Destination != "" || p.Fields["offerUrl"] == "" {
		t.Errorf("preview of nonsense %+v", p)
	}
}

// TestBoundMethodsAlwaysAnswer: the bridge never answers a panic.
func TestBoundMethodsAlwaysAnswer(t *testing.T) {
	a := openApp(t, t.TempDir())
	_, err := do(a, func(*session) (int, error) { panic("a mistake") })
	if f := failed(t, err); f.Code != "internal" || f.Details != "a mistake" {
		t.Errorf("a panic came out as %+v", f)
	}
	if _, err := (&App{}).session(); err == nil {
		t.Error("a session before the start")
	}
}

// TestRulesAreVersions: an edit makes a new version, and the same again none.
func TestRulesAreVersions(t *testing.T) {
	a := openApp(t, t.TempDir())
	offer := got(a.Offers.Save(offerForm(t, a)))(t)
	form := offer.Form
	form.Description = "Only words"
	if v := got(a.Offers.Save(form))(t); v.RuleVersion != 1 {
		t.Errorf("words made version %d of the rule", v.RuleVersion)
	}
	form.PayoutPercent = "12"
	if v := got(a.Offers.Save(form))(t); v.RuleVersion != 2 || v.RuleSince == "" || v.Row.Payout != "12 % of the sale" {
		t.Errorf("a new rate is %+v", v)
	}
}
