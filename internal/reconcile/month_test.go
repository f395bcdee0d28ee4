package reconcile_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"linkledger/internal/money"
	"linkledger/internal/reconcile"
)

// month is what three sources have of one, drawn from a seed: hundreds of
// orders, and differences of every kind among them.
type month struct {
	*rand.Rand
	sources reconcile.Sources
	want    map[string]reconcile.Bucket // of the order that a case is about, by its own number
	n       int
	form    func(n int) string // how the shop writes order numbers, other than CJ
	timed   bool               // its file has times
	shops   bool               // there are two, which number their orders alike
}

var shopForms = []func(n int) string{
	func(n int) string { return fmt.Sprint(n) },
	func(n int) string { return fmt.Sprintf("#%d", n) },
	func(n int) string { return fmt.Sprintf("%010d", n) },
	func(n int) string { return fmt.Sprintf("  #0%d ", n) },
}

func newMonth(seed uint64) *month {
	m := &month{Rand: rand.New(rand.NewPCG(seed, 1)), want: map[string]reconcile.Bucket{}, n: 1000}
	m.sources = reconcile.Sources{From: "2026-09-01", To: "2026-09-30", Postbacks: true,
		Covered: []reconcile.Span{{From: "2026-08-25", To: "2026-10-05"}}}
	m.form, m.timed, m.shops = shopForms[m.IntN(len(shopForms))], m.IntN(3) > 0, m.IntN(2) == 0
	if m.shops {
		m.sources.Covered = []reconcile.Span{{Shop: "one.example", From: "2026-08-25", To: "2026-10-05"}, {Shop: "two.example", From: "2026-08-25", To: "2026-10-05"}}
	}
	return m
}

// sale is one order in the making.
type sale struct {
	*month
	number      int
	at          time.Time
	amount      money.Amount
	click, id   string
	shop, brand string
}

// sale begins an order that nobody has yet.
func (m *month) sale() sale {
	m.n++
	at := time.Date(2026, 9, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(m.Int64N(int64(30*24*time.Hour - 1)))).Truncate(time.Second)
	s := sale{month: m, number: m.n, at: at, amount: money.New(1+m.Int64N(300_00), "USD"), click: fmt.Sprint("click", m.n), id: fmt.Sprint(m.n), brand: "one"}
	if m.shops {
		s.shop = "one.example"
	}
	return s
}

// namesake is an order of the other shop with the same number.
func (s sale) namesake(bucket reconcile.Bucket) sale {
	other := s.month.sale()
	other.number, other.shop, other.brand = s.number, "two.example", "two"
	s.want[other.id] = bucket
	return other
}

// unlike gives it an amount that no other order has.
func (s sale) unlike() sale { s.amount.Minor = 10_000_00 + int64(s.number); return s }

func (s sale) add(r reconcile.Row) *reconcile.Row {
	r.Day = day(r.At)
	if r.Amount.Currency == "" {
		r.Amount = s.amount
	}
	r.Original = r.Amount
	s.sources.Rows = append(s.sources.Rows, r)
	return &s.sources.Rows[len(s.sources.Rows)-1]
}

func (s sale) atCJ() *reconcile.Row {
	return s.add(reconcile.Row{Side: reconcile.CJ, ID: "A" + s.id, OrderID: fmt.Sprint(s.number), ClickID: s.click, At: s.at, Timed: true, Commission: money.New(s.amount.Minor/10, "USD"), Shop: s.shop, Advertiser: s.brand})
}

// postback tells of it, some late, and a few long after.
func (s sale) postback() *reconcile.Row {
	at := s.at.Add(time.Duration(s.IntN(3600)) * time.Second)
	if s.IntN(10) == 0 {
		at = s.at.Add(time.Duration(s.IntN(20*24)) * time.Hour)
	}
	return s.add(reconcile.Row{Side: reconcile.Postback, ID: "P" + s.id, OrderID: fmt.Sprint(s.number), ClickID: s.click, At: at, Timed: true, Shop: s.shop, Advertiser: s.brand})
}

func (s sale) atShop() *reconcile.Row {
	r := s.add(reconcile.Row{Side: reconcile.Shop, ID: "S" + s.id, OrderID: s.form(s.number), Shop: s.shop, At: s.at, Timed: s.timed})
	if !s.timed {
		r.At = r.At.Truncate(24 * time.Hour)
	}
	return r
}

func day(t time.Time) string { return t.Format("2006-01-02") }

// now is what is left of a row after a return.
func now(r *reconcile.Row, minor int64) {
	r.Amount.Minor, r.TakenBack = minor, minor == 0
	r.Commission.Minor = minor / 10
}

// A plant adds an order, and says in which bucket it belongs.
type plant struct {
	name   string
	bucket reconcile.Bucket
	add    func(s sale)
}

// agreeing are orders that are no difference, however they look.
var agreeing = []plant{
	{"plain", reconcile.Matched, func(s sale) { s.atCJ(); s.postback(); s.atShop() }},
	{"no postback", reconcile.Matched, func(s sale) { s.atCJ(); s.atShop() }},
	{"postback without order", reconcile.Matched, func(s sale) { s.atCJ(); s.postback().OrderID = ""; s.atShop() }},
	{"postback without amount", reconcile.Matched, func(s sale) {
		s.atCJ()
		p := s.postback()
		p.NoAmount, p.Amount.Minor, p.Original.Minor = true, 0, 0
		s.atShop()
	}},
	{"CJ without click", reconcile.Matched, func(s sale) { s.atCJ().ClickID = ""; s.postback(); s.atShop() }},
	{"CJ without order", reconcile.Matched, func(s sale) { s.atCJ().OrderID = ""; s.postback(); s.atShop() }},
	{"CJ without either", reconcile.Matched, func(s sale) {
		s = s.unlike()
		r := s.atCJ()
		r.OrderID, r.ClickID = "", ""
		s.atShop()
	}},
	{"two orders of a click", reconcile.Matched, func(s sale) {
		other := s.month.sale()
		other.click = s.click
		s.want[other.id] = reconcile.Matched
		for _, one := range []sale{s, other} {
			one.atCJ()
			one.postback()
			one.atShop()
		}
	}},
	{"partial return", reconcile.Matched, func(s sale) {
		left := s.amount.Minor / 2
		now(s.atCJ(), left)
		s.postback()
		now(s.atShop(), left)
	}},
	{"full return", reconcile.Matched, func(s sale) { now(s.atCJ(), 0); s.postback(); now(s.atShop(), 0) }},
	{"cancelled and gone from the shop's file", reconcile.Matched, func(s sale) { now(s.atCJ(), 0); s.postback() }},
	{"bonus", reconcile.Matched, func(s sale) {
		r := s.atCJ()
		r.OrderID, r.ClickID, r.Extra, r.Amount.Minor, r.Original.Minor = "", "", true, 0, 0
	}},
	{"entered anew", reconcile.Matched, func(s sale) {
		now(s.atCJ(), 0)
		s.atCJ().ID += "b"
		s.postback()
		s.atShop()
	}},
}

// planted are the differences.
var planted = []plant{
	{"only at CJ", reconcile.OnlyCJ, func(s sale) { s.atCJ() }},
	{"only at CJ and its postback", reconcile.OnlyCJ, func(s sale) { s.atCJ(); s.postback() }},
	{"only at CJ without order", reconcile.OnlyCJ, func(s sale) { s = s.unlike(); s.atCJ().OrderID = "" }},
	{"only a postback", reconcile.OnlyPostback, func(s sale) { s.postback().Day = day(s.at) }},
	{"missing at CJ", reconcile.OnlyPostback, func(s sale) { s.postback(); s.atShop() }},
	{"only in the shop", reconcile.OnlyShop, func(s sale) { s.atShop() }},
	{"a cent", reconcile.Differs, func(s sale) { s.atCJ(); s.postback(); s.amount.Minor++; s.atShop() }},
	{"a cent in the postback", reconcile.Differs, func(s sale) { s.atCJ(); p := s.postback(); p.Amount.Minor++; s.atShop() }},
	{"another currency", reconcile.Differs, func(s sale) { s.atCJ(); r := s.atShop(); r.Amount.Currency, r.Original.Currency = "EUR", "EUR" }},
	{"a return that CJ does not know", reconcile.Differs, func(s sale) { s.atCJ(); s.postback(); now(s.atShop(), s.amount.Minor/3) }},
	{"a cancelled order that CJ pays", reconcile.Differs, func(s sale) { s.atCJ(); s.postback(); now(s.atShop(), 0) }},
	{"taken back for no reason", reconcile.Differs, func(s sale) { now(s.atCJ(), 0); s.postback(); s.atShop() }},
	{"twice at CJ", reconcile.Duplicate, func(s sale) { s.atCJ(); s.atCJ().ID += "b"; s.postback(); s.atShop() }},
	{"twice in the shop", reconcile.Duplicate, func(s sale) { s.atCJ(); s.postback(); s.atShop(); s.atShop().ID += "#2" }},
	{"two clicks of an order", reconcile.Duplicate, func(s sale) {
		s.atCJ()
		s.postback()
		p := s.postback()
		p.ClickID, p.ID = p.ClickID+"b", p.ID+"b"
		s.atShop()
	}},
	{"reversed late", reconcile.ReversedLate, func(s sale) {
		r := s.atCJ()
		now(r, 0)
		r.Late = "CJ took it back after it had locked."
		s.postback()
		s.atShop()
	}},
	{"partly reversed late", reconcile.ReversedLate, func(s sale) {
		r := s.atCJ()
		now(r, s.amount.Minor/2)
		r.Late = "CJ took a part back after it had locked."
		now(s.atShop(), s.amount.Minor/2)
	}},
	{"test", reconcile.Test, func(s sale) { s.atCJ().Test = true; s.postback(); s.atShop() }},
	{"test that only its postback tells of", reconcile.Test, func(s sale) { p := s.postback(); p.Test, p.Day = true, day(s.at) }},
	{"test twice", reconcile.Test, func(s sale) { s.atCJ().Test = true; s.atCJ().ID += "b" }},
}

// alike are orders of two shops with one number.
var alike = []plant{
	{"in both shops", reconcile.Matched, func(s sale) {
		for _, one := range []sale{s, s.namesake(reconcile.Matched)} {
			one.atCJ()
			one.postback()
			one.atShop()
		}
	}},
	{"for the same amount", reconcile.Matched, func(s sale) {
		other := s.namesake(reconcile.Matched)
		other.amount, other.at = s.amount, s.at
		for _, one := range []sale{s, other} {
			one.atCJ().ClickID = ""
			one.atShop()
		}
	}},
	{"a cent in one shop", reconcile.Differs, func(s sale) {
		other := s.namesake(reconcile.Matched)
		other.atCJ()
		other.atShop()
		s.atCJ()
		s.amount.Minor++
		s.atShop()
	}},
	{"missing in one shop", reconcile.OnlyCJ, func(s sale) {
		other := s.namesake(reconcile.Matched)
		s.atCJ()
		s.postback()
		other.atCJ()
		other.atShop()
	}},
	{"of one at CJ and of the other in its shop", reconcile.OnlyCJ, func(s sale) {
		other := s.namesake(reconcile.OnlyShop)
		other.amount, other.at = s.amount, s.at
		s.atCJ()
		other.atShop()
	}},
	{"at CJ without a shop, with one's amount", reconcile.Matched, func(s sale) {
		other := s.namesake(reconcile.OnlyShop)
		s = s.unlike()
		other.atShop()
		s.atShop()
		s.shop, s.brand = "", ""
		s.atCJ()
		s.postback()
	}},
	{"at CJ without a shop, with the amount of both", reconcile.OnlyCJ, func(s sale) {
		one, two := s.namesake(reconcile.OnlyShop), s.namesake(reconcile.OnlyShop)
		one.shop, one.brand = s.shop, s.brand
		one.amount, two.amount = s.amount, s.amount
		one.atShop()
		two.atShop()
		s.shop, s.brand = "", ""
		s.atCJ()
		s.postback()
	}},
	{"at CJ without a shop, with neither's amount", reconcile.OnlyCJ, func(s sale) {
		one, two := s.namesake(reconcile.OnlyShop), s.namesake(reconcile.OnlyShop)
		one.shop, one.brand = s.shop, s.brand
		one.atShop()
		two.atShop()
		s = s.unlike()
		s.shop, s.brand = "", ""
		s.atCJ()
	}},
}

// kinds are those that a month may have.
func (m *month) kinds() []plant {
	all := append(slices.Clone(planted), agreeing...)
	if m.shops {
		all = append(all, alike...)
	}
	return all
}

// plant adds an order of a kind.
func (m *month) plant(p plant) {
	s := m.sale()
	m.want[s.id] = p.bucket
	p.add(s)
}

// drawMonth is a month of orders, a tenth of them differences and at least one of
// each kind.
func drawMonth(seed uint64) *month {
	m := newMonth(seed)
	for _, p := range m.kinds() {
		m.plant(p)
	}
	for range 200 + m.IntN(300) {
		kinds := agreeing
		if m.IntN(10) == 0 {
			kinds = m.kinds()
		}
		m.plant(kinds[m.IntN(len(kinds))])
	}
	m.Shuffle(len(m.sources.Rows), func(i, j int) {
		rows := m.sources.Rows
		rows[i], rows[j] = rows[j], rows[i]
	})
	return m
}
