package affiliate_test

import (
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
)

// form is a filled-in form with one thing changed, and the fields that then
// need another look.
type form[T any] struct {
	name   string
	edit   func(*T)
	fields string
}

func checkForms[T any](t *testing.T, fine T, check func(T) error, forms []form[T]) {
	t.Helper()
	if err := check(fine); err != nil {
		t.Fatalf("the fine form: %v", err)
	}
	for _, f := range forms {
		value := fine
		f.edit(&value)
		err := check(value)
		var names []string
		if e := (*affiliate.Error)(nil); errors.As(err, &e) {
			for name, says := range e.Fields {
				if names = append(names, name); says == "" || !strings.HasSuffix(says, ".") {
					t.Errorf("%s: %s says %q", f.name, name, says)
				}
			}
			if e.Code != affiliate.Invalid || e.Message == "" {
				t.Errorf("%s: %+v", f.name, e)
			}
		} else if err != nil {
			t.Errorf("%s: %v is not an *Error", f.name, err)
		}
		slices.Sort(names)
		if got := strings.Join(names, " "); got != f.fields {
			t.Errorf("%s: fields %q, want %q: %v", f.name, got, f.fields, err)
		}
	}
}

func TestOfferForm(t *testing.T) {
	type offer = affiliate.Offer
	url := "https://www.anrdoezrs.net/click-1-2?sid={click_id}"
	fine := offer{
		Name: "Autumn", Status: affiliate.Active, ConversionType: "sale", Protocol: affiliate.ProtocolPostback,
		OfferURL: "https://www.anrdoezrs.net/click-1-2", Destination: url, UTMs: []affiliate.UTM{{Name: "utm_source", Value: "cj"}},
	}
	checkForms(t, fine, func(o offer) error { return o.Check(affiliate.URLPolicy{}) }, []form[offer]{
		{"long name in another script", func(o *offer) { o.Name = strings.Repeat("漢", 120) }, ""},
		{"transaction id", func(o *offer) { o.Destination = "https://shop.example/{transaction_id}" }, ""},
		{"each conversion type", func(o *offer) { o.ConversionType = "email_submit" }, ""},
		{"fallback", func(o *offer) { o.FallbackURL = "https://shop.example" }, ""},
		{"UTM of 200 letters", func(o *offer) { o.UTMs = []affiliate.UTM{{Name: "a", Value: strings.Repeat("ü", 200)}} }, ""},
		{"empty", func(o *offer) { *o = offer{} }, "conversionType name offerUrl protocol status"},
		{"no name", func(o *offer) { o.Name = " \t" }, "name"},
		{"name too long", func(o *offer) { o.Name = strings.Repeat("a", 121) }, "name"},
		{"name of two lines", func(o *offer) { o.Name = "a\nb" }, "name"},
		{"name with a line separator", func(o *offer) { o.Name = "a\u2028b" }, "name"},
		{"name with an escape", func(o *offer) { o.Name = "a\x1b[31m" }, "name"},
		{"name that is not UTF-8", func(o *offer) { o.Name = "a\xff" }, "name"},
		{"description too long", func(o *offer) { o.Description = strings.Repeat("ü", 2001) }, "description"},
		{"conversion type", func(o *offer) { o.ConversionType = "Sale" }, "conversionType"},
		{"protocol", func(o *offer) { o.Protocol = "pixel" }, "protocol"},
		{"status", func(o *offer) { o.Status = "deleted" }, "status"},
		{"http", func(o *offer) { o.OfferURL = "http://shop.example" }, "offerUrl"},
		{"destination", func(o *offer) { o.Destination = "http://shop.example/{click_id}" }, "offerUrl"},
		{"no click id", func(o *offer) { o.Destination = "https://shop.example/" }, "offerUrl"},
		{"click id where it is never sent", func(o *offer) { o.Destination = "https://shop.example/#{click_id}" }, "offerUrl"},
		{"loopback", func(o *offer) { o.OfferURL = "http://127.0.0.1/" }, "offerUrl"},
		{"bad fallback", func(o *offer) { o.FallbackURL = "shop.example" }, "fallbackUrl"},
		{"UTM without a name", func(o *offer) { o.UTMs = []affiliate.UTM{{Value: "x"}} }, "utms"},
		{"UTM with a space", func(o *offer) { o.UTMs = []affiliate.UTM{{Name: "utm source"}} }, "utms"},
		{"UTM name too long", func(o *offer) { o.UTMs = []affiliate.UTM{{Name: strings.Repeat("a", 41)}} }, "utms"},
		{"UTM value too long", func(o *offer) { o.UTMs = []affiliate.UTM{{Name: "a", Value: strings.Repeat("a", 201)}} }, "utms"},
		{"second UTM", func(o *offer) { o.UTMs = []affiliate.UTM{{Name: "a"}, {Name: "b&c"}} }, "utms"},
		{"everything", func(o *offer) {
			*o = offer{Name: "\n", Description: strings.Repeat("a", 3000), FallbackURL: "x", UTMs: []affiliate.UTM{{}}}
		}, "conversionType description fallbackUrl name offerUrl protocol status utms"},
	})
}

func TestMemberForm(t *testing.T) {
	type member = affiliate.Member
	checkForms(t, member{Name: "Ada", Status: affiliate.Active}, member.Check, []form[member]{
		{"all filled in", func(m *member) {
			m.Email, m.Payee, m.Handle, m.Status = "ada@example.com", "pay+ada@example.com", strings.Repeat("ü", 120), affiliate.Paused
			m.Instagram, m.TikTok, m.YouTube, m.Tags, m.Note = "ada.l", "ada_l", "UCabc-1", []string{"maths", "Ünïcode 1"}, "One line\nand another"
		}, ""},
		{"archived test member", func(m *member) { m.Status, m.Test = affiliate.Archived, true }, ""},
		{"test member with a promo code", func(m *member) { m.Test, m.PromoCodes = true, []string{"ADA10"} }, "promoCodes"},
		{"test member with a PID", func(m *member) { m.Test, m.PIDs = true, []string{"100000001"} }, "pids"},
		{"handles of a platform", func(m *member) { m.Instagram, m.TikTok, m.YouTube = "a b", "a/b", strings.Repeat("a", 61) }, "instagram tiktok youtube"},
		{"a tag with a comma", func(m *member) { m.Tags = []string{"a,b"} }, "tags"},
		{"an empty tag", func(m *member) { m.Tags = []string{""} }, "tags"},
		{"21 tags", func(m *member) { m.Tags = strings.Split(strings.Repeat("a ", 20)+"a", " ") }, "tags"},
		{"a note too long", func(m *member) { m.Note = strings.Repeat("ü", 2001) }, "note"},
		{"a note with an escape", func(m *member) { m.Note = "a\x1b[31m" }, "note"},
		{"empty", func(m *member) { *m = member{} }, "name status"},
		{"name", func(m *member) { m.Name = "Ada\tLovelace" }, "name"},
		{"email", func(m *member) { m.Email = "ada" }, "email"},
		{"payee", func(m *member) { m.Payee = "Ada <ada@example.com>" }, "payee"},
		{"payee that is a formula", func(m *member) { m.Payee = "+ada@example.com" }, "payee"},
		{"handle too long", func(m *member) { m.Handle = strings.Repeat("a", 121) }, "handle"},
		{"handle of two lines", func(m *member) { m.Handle = "@ada\r\n" }, "handle"},
		{"status", func(m *member) { m.Status = "gone" }, "status"},
	})
}

func TestRuleForm(t *testing.T) {
	type rule = affiliate.Rule
	percent := func(p string) func(*rule) { return func(r *rule) { r.Percent = p } }
	flat := func(minor int64, currency string) func(*rule) {
		return func(r *rule) {
			r.Option, r.Percent, r.FlatMinor, r.Currency = affiliate.PayoutFlat, "", minor, currency
		}
	}
	fine := rule{Level: affiliate.LevelOffer, Option: affiliate.PayoutPercent, Percent: "10"}
	checkForms(t, fine, rule.Check, []form[rule]{
		{"0 %", percent("0"), ""}, {"100 %", percent("100"), ""}, {"100.0000 %", percent("100.0000"), ""}, {"7.5 %", percent("7.5"), ""}, {"0.0001 %", percent("0.0001"), ""},
		{"no percentage", percent(""), "percent"}, {"-1 %", percent("-1"), "percent"}, {"100.0001 %", percent("100.0001"), "percent"},
		{"five decimals", percent("0.00001"), "percent"}, {"7,5 %", percent("7,5"), "percent"}, {"10%", percent("10%"), "percent"},
		{"1e1 %", percent("1e1"), "percent"}, {"NaN %", percent("NaN"), "percent"},
		{"flat", flat(500, "USD"), ""}, {"flat nothing", flat(0, "JPY"), ""}, {"negative flat", flat(-1, "USD"), "flat"}, {"flat without currency", flat(500, ""), "flat"},
		{"most flat", flat(money.Limit, "USD"), ""}, {"flat beyond the books", flat(money.Limit+1, "USD"), "flat"},
		{"no option", func(r *rule) { r.Option = "" }, "option"}, {"unknown option", func(r *rule) { r.Option = "tiered" }, "option"},
		{"a member's", func(r *rule) { r.Level, r.Subject = affiliate.LevelMember, "m" }, ""},
		{"a group's", func(r *rule) { r.Level, r.Subject = affiliate.LevelGroup, "g" }, ""},
		{"nobody's", func(r *rule) { r.Level = affiliate.LevelMember }, "subject"}, {"the offer's for one", func(r *rule) { r.Subject = "m" }, "subject"},
		{"no level", func(r *rule) { r.Level = "" }, "level"},
		{"from a day", func(r *rule) { r.ValidFrom = "2026-11-22" }, ""}, {"from another day", func(r *rule) { r.ValidFrom = "22.11.2026" }, "validFrom"},
	})
	if got := fine.Words(); got != "10 % of the sale" {
		t.Errorf("words %q", got)
	}
	if got := (rule{Option: affiliate.PayoutFlat, FlatMinor: 500, Currency: "USD"}).Words(); got != "5.00 USD per conversion" {
		t.Errorf("words %q", got)
	}
}

func TestReceiptForm(t *testing.T) {
	type receipt = affiliate.Receipt
	checkForms(t, receipt{Source: affiliate.ReceiptCJ, Minor: 1, Currency: "USD", Day: "2026-11-22"}, receipt.Check, []form[receipt]{
		{"deposit", func(r *receipt) { r.Source, r.Reference = affiliate.ReceiptDeposit, strings.Repeat("ü", 200) }, ""},
		{"empty", func(r *receipt) { *r = receipt{} }, "amount day source"},
		{"source", func(r *receipt) { r.Source = "CJ" }, "source"}, {"nothing", func(r *receipt) { r.Minor = 0 }, "amount"}, {"negative", func(r *receipt) { r.Minor = -1 }, "amount"},
		{"most", func(r *receipt) { r.Minor = money.Limit }, ""}, {"beyond the books", func(r *receipt) { r.Minor = money.Limit + 1 }, "amount"},
		{"currency", func(r *receipt) { r.Currency = "usd" }, "amount"}, {"day", func(r *receipt) { r.Day = "today" }, "day"},
		{"reference", func(r *receipt) { r.Reference = strings.Repeat("a", 201) }, "reference"},
	})
}

func TestGroupForm(t *testing.T) {
	type group = affiliate.Group
	checkForms(t, group{Name: "Makers"}, group.Check, []form[group]{
		{"no name", func(g *group) { g.Name = " " }, "name"}, {"too long", func(g *group) { g.Name = strings.Repeat("ü", 121) }, "name"},
		{"two lines", func(g *group) { g.Name = "a\nb" }, "name"},
	})
}

func TestLinkForm(t *testing.T) {
	type link = affiliate.Link
	checkForms(t, link{Number: 1, Code: "k7f2mq", OfferID: "o", MemberID: "m", Status: affiliate.Active}, link.Check, []form[link]{
		{"last number, paused", func(l *link) { l.Number, l.Status = affiliate.MaxLinkNumber, affiliate.Paused }, ""},
		{"empty", func(l *link) { *l = link{} }, "code member number offer status"},
		{"number", func(l *link) { l.Number = affiliate.MaxLinkNumber + 1 }, "number"}, {"negative number", func(l *link) { l.Number = -1 }, "number"},
		{"code with a slash", func(l *link) { l.Code = "a/b" }, "code"}, {"code too long", func(l *link) { l.Code = strings.Repeat("a", 65) }, "code"},
		{"status", func(l *link) { l.Status = "gone" }, "status"},
	})
}

// Every payee is an e-mail address, and none is a formula or a quoted text to
// a spreadsheet.
func TestIsPayee(t *testing.T) {
	for text, want := range map[string]bool{
		"a@b.example": true, "o'hara@b.example": true, "_a@b.example": true, "pay+ada@b.example": true, "a%b@b-c.example": true, "a@b.xn--p1ai": true,
		"": false, "=a@b.example": false, "+a@b.example": false, "-a@b.example": false, "'a@b.example": false, "@b.example": false, "a@b": false,
		"a!b@b.example": false, "ü@b.example": false, "a@b.example\n": false, "a..b@b.example": false, "a@127.0.0.1": false,
		strings.Repeat("a", 64) + "@b.example": true, strings.Repeat("a", 65) + "@b.example": false, "a@" + strings.Repeat("b.", 60) + "example": false,
	} {
		if affiliate.IsPayee(text) != want {
			t.Errorf("IsPayee(%q) is %v", text, !want)
		}
		if want && !affiliate.IsEmail(text) {
			t.Errorf("%q is paid and is no e-mail address", text)
		}
	}
}

func TestIsEmail(t *testing.T) {
	for text, want := range map[string]bool{
		"a@b.example": true, "first.last+tag@sub.shop.example": true, "a@xn--bcher-kva.example": true, "o'hara@b.example": true, "a_b-c@b-c.example": true,
		strings.Repeat("a", 117) + "@b.example": true, strings.Repeat("a", 118) + "@b.example": false,
		"": false, "a": false, "@": false, "a@": false, "@b.example": false, "a@b": false, "a@localhost": false, "a@@b.example": false, "a@b@c.example": false,
		"a b@c.example": false, " a@b.example": false, "a@b.example ": false, "a@b.example\n": false, "a@b.example\r\nBcc: c@d.example": false, "a@b.example\x00": false,
		"<a@b.example>": false, "A <a@b.example>": false, "a@b.example,c@d.example": false, "a@b.example;c@d.example": false, "a@b.example(x)": false,
		`"a"@b.example`: false, `"a,b"@c.example`: false, "a..b@c.example": false, ".a@b.example": false, "a.@b.example": false,
		"a@.example": false, "a@b.": false, "a@b..example": false, "a@[127.0.0.1]": false, "a@127.0.0.1": false, "a@[IPv6:::1]": false, "a@b$.example": false,
		"ü@b.example": false, "a@bücher.example": false, "mailto:a@b.example": false,
	} {
		if affiliate.IsEmail(text) != want {
			t.Errorf("IsEmail(%q) is %v", text, !want)
		}
	}
}

func TestErrorSaysAllOfIt(t *testing.T) {
	cause := errors.New("disk full")
	err := &affiliate.Error{Code: affiliate.Invalid, Message: "No.", Hint: "Do this.", Fields: map[string]string{"b": "B.", "a": "A."}, Cause: cause}
	if got := err.Error(); got != "No. a: A. b: B. Do this." {
		t.Errorf("%q", got)
	}
	if !errors.Is(err, cause) {
		t.Error("the cause is lost")
	}
	if affiliate.Code(errors.Join(errors.New("x"), err)) != affiliate.Invalid || affiliate.Code(cause) != affiliate.Internal {
		t.Error("codes")
	}
	if got := affiliate.Errorf(affiliate.NotFound, "There is no %s.", "x").WithHint("Look."); got.Error() != "There is no x. Look." || got.Code != affiliate.NotFound {
		t.Errorf("%+v", got)
	}
}

func TestPaymentMoves(t *testing.T) {
	states := []affiliate.PaymentState{affiliate.PaymentIntent, affiliate.PaymentExported, affiliate.PaymentPaid, affiliate.PaymentCancelled, affiliate.PaymentRefused, ""}
	for from, row := range map[affiliate.PaymentState]string{
		affiliate.PaymentIntent:    "no yes yes yes no no",
		affiliate.PaymentExported:  "no yes yes yes no no",
		affiliate.PaymentPaid:      "no no no no no no",
		affiliate.PaymentCancelled: "no no no no no no",
		affiliate.PaymentRefused:   "no no no no no no",
		"":                         "no no no no no no",
	} {
		open := strings.Contains(row, "yes")
		if from.Open() != open {
			t.Errorf("%q: open is %v", from, !open)
		}
		for i, want := range strings.Fields(row) {
			if from.CanMove(states[i]) != (want == "yes") {
				t.Errorf("from %q to %q: want %s", from, states[i], want)
			}
		}
	}
}

func TestPaymentTotal(t *testing.T) {
	for _, c := range []struct {
		minor []int64
		want  int64
	}{
		{nil, 0}, {[]int64{5}, 5}, {[]int64{5, 7, -2}, 10}, {[]int64{math.MaxInt64, 1}, math.MaxInt64}, {[]int64{math.MaxInt64, math.MaxInt64, 3}, math.MaxInt64},
	} {
		p := affiliate.Payment{Currency: "USD"}
		for _, minor := range c.minor {
			p.Lines = append(p.Lines, affiliate.PaymentLine{Minor: minor})
		}
		if got := p.Total(); got != money.New(c.want, "USD") {
			t.Errorf("%v sum to %v", c.minor, got)
		}
	}
}
