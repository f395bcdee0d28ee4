package sequences_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/relayapi"
)

var start = time.Date(2026, 10, 20, 22, 30, 0, 0, time.UTC) // already the 21st in Berlin

// programme is one drawn sequence: what happened so far, and the devices that
// folded it.
type programme struct {
	*rand.Rand
	log  *memoryLog
	shop *shop
	now  time.Time
	a, b *device // a folds after each step, b now and then
	acts *device // the one that a person uses now
	said facts   // what the model goes by

	clicks  []string // click ids
	actions []string // CJ's originals and corrections, as they came
	held    []affiliate.CommissionRow
	serial  int
	told    []string // what happened, for whoever reads a failure
	sums    sumsBefore

	offering bool             // much is about what offers credit
	brand    bool             // CJ's rows are an advertiser's: they know no click
	known    map[int64]string // by entry, the day on which what it tells became known
	paidBy   receipts
	factual  bool            // without payments, so that the same facts in another order come to the same
	begun    int             // entries of the programme's beginning
	bound    map[string]bool // sales whose facts are more than rows of CJ, so that their order counts
	rivals   rivals          // sales that share an order number
	edit     edit            // of an offer, in this step
	last     touched
}

const (
	firstOffer  = affiliate.OfferID("offerfirst")
	secondOffer = affiliate.OfferID("offersecond")
)

var (
	linkOffers = []affiliate.OfferID{firstOffer, secondOffer}
	codeOffers = []affiliate.OfferID{"offercodeone", "offercodetwo"}
	members    = []affiliate.MemberID{"memberone", "membertwo", "memberthree"}
	groups     = []affiliate.GroupID{"", "groupgold", "groupsilver"}
	codes      = []string{"MIA10", "TOM5"}
	pids       = []string{"100000001", "100000002"}
)

// links by number, from 1; the last is for tests.
var links = []affiliate.Link{
	{Number: 1, OfferID: firstOffer, MemberID: members[0]},
	{Number: 2, OfferID: firstOffer, MemberID: members[1]},
	{Number: 3, OfferID: secondOffer, MemberID: members[0]},
	{Number: 4, OfferID: secondOffer, MemberID: members[2]},
	{Number: 5, OfferID: firstOffer, MemberID: members[2], Test: true},
}

// clicksOf are how many clicks of a link may sell: most are of one member and
// one offer, so that sales add up to something.
var clicksOf = map[int64]int{1: 5, 2: 3, 3: 1, 4: 1, 5: 1}

func newProgramme(s *shop, r *rand.Rand) *programme {
	p := &programme{Rand: r, log: newLog(), shop: s, now: start, said: newFacts(), sums: sumsBefore{}, bound: map[string]bool{}, rivals: newRivals(),
		factual: r.IntN(3) == 0, offering: r.IntN(2) == 0, brand: r.IntN(5) == 0, known: map[int64]string{}, paidBy: newReceipts()}
	p.change(affiliate.NounSetting, affiliate.SettingWorkspace, affiliate.Workspace{Name: "Brand", Currency: "USD"})
	for _, g := range groups[1:] {
		p.change(affiliate.NounGroup, string(g), affiliate.Group{Name: string(g)})
	}
	for _, m := range members {
		p.change(affiliate.NounMember, string(m), affiliate.Member{Name: string(m), Status: affiliate.Active, Payee: "pay@member.example"})
	}
	for _, o := range linkOffers {
		p.offer(o, affiliate.OfferLink)
	}
	for _, l := range links {
		l.Code, l.Status = fmt.Sprintf("code%d", l.Number), affiliate.Active
		p.change(affiliate.NounLink, fmt.Sprintf("link%d", l.Number), l)
		for range clicksOf[l.Number] {
			p.clicks = append(p.clicks, p.click(l.Number))
		}
	}
	for _, currency := range []string{"USD", "EUR"} {
		p.change(affiliate.NounReceipt, "start"+currency, affiliate.Receipt{Source: affiliate.ReceiptDeposit, Minor: 100_000, Currency: currency, Day: "2026-10-01"})
	}
	if p.offering {
		for range pick(p, 0, 1, 1, 2) {
			p.promoOffer()
		}
		for _, code := range codes {
			p.hand(code)
		}
	}
	p.begun = len(p.log.entries)
	p.a, p.b = s.device(p.log), s.device(p.log)
	p.acts = p.a
	return p
}

func (p *programme) drop() {
	for _, d := range []*device{p.a, p.b} {
		if d != nil {
			d.drop()
		}
	}
}

func (p *programme) tell(format string, args ...any) {
	p.told = append(p.told, fmt.Sprintf(format, args...))
}

// story is what happened, a line for each step.
func (p *programme) story() string { return strings.Join(p.told, "\n") }

func (p *programme) next(kind string) string {
	p.serial++
	return fmt.Sprintf("%s%04d", kind, p.serial)
}

// pick draws one of several.
func pick[T any](p *programme, from ...T) T { return from[p.IntN(len(from))] }

// chance is true in so many of a hundred cases.
func (p *programme) chance(percent int) bool { return p.IntN(100) < percent }

func (p *programme) change(noun affiliate.Noun, key string, fields any) {
	p.changeOf(string(noun)+" "+key, noun, key, fields)
}

// changeOf is a change that is about another thing than its own noun.
func (p *programme) changeOf(thing string, noun affiliate.Noun, key string, fields any) {
	p.log.change(thing, noun, p.now, key, fields)
}

func (p *programme) today() string { return affiliate.Day(p.now, berlin()) }

// day draws a day from some time ago to a few days ahead.
func (p *programme) day() string {
	return affiliate.Day(p.now.AddDate(0, 0, pick(p, -70, -40, -25, -10, -3, -1, 0, 0, 1, 4)), berlin())
}

func (p *programme) click(link int64) string {
	id, err := p.log.clicks.Mint(affiliate.ClickParts{Time: p.now, Link: link, Nonce: uint64(len(p.clicks) + 1)})
	must(err)
	return string(id)
}

// linkOf is the link that a click id was minted for.
func linkOf(click string) int64 {
	_, parts, err := keys.Parse(click)
	if err != nil {
		return 0
	}
	return parts.Link
}

// clickDay is the day of a click of ours.
func clickDay(click string) string {
	_, parts, err := keys.Parse(click)
	must(err)
	return affiliate.Day(parts.Time, berlin())
}

func dayOf(day string) time.Time {
	at, err := time.Parse(time.DateOnly, day)
	must(err)
	return at
}

// step is something that may happen, and how often it does.
type step struct {
	name  string
	often int
	does  func(*programme)
	of    kind
}

type kind int

const (
	ordinary  kind = iota
	paying         // it pays, or moves money: not in a factual programme
	crediting      // it changes what offers credit
)

// often is how often a step happens in this programme.
func (p *programme) often(s step) int {
	switch {
	case s.of == paying && p.factual:
		return 0
	case s.of == crediting && p.offering:
		return 5 * s.often
	}
	return s.often
}

var steps = []step{
	{"sales", 10, (*programme).sales, ordinary},
	{"postback", 3, (*programme).postback, ordinary},
	{"correction", 5, (*programme).correction, ordinary},
	{"late original", 2, (*programme).lateOriginal, ordinary},
	{"status", 7, (*programme).status, ordinary},
	{"repeated row", 1, (*programme).repeated, ordinary},
	{"stale row", 1, (*programme).stale, ordinary},
	{"decision", 6, (*programme).decision, ordinary},
	{"rule", 8, (*programme).rule, ordinary},
	{"group", 3, (*programme).group, ordinary},
	{"promo code", 2, (*programme).code, ordinary},
	{"pid", 2, (*programme).pid, ordinary},
	{"validation", 2, (*programme).validation, ordinary},
	{"attribution", 1, (*programme).attribution, crediting},
	{"clicks", 4, (*programme).counted, ordinary},
	{"new click", 3, (*programme).clicked, crediting},
	{"offer", 9, (*programme).changeOffer, crediting},
	{"promo code offer", 2, (*programme).promoOffer, crediting},
	{"adjustment", 4, (*programme).adjust, ordinary},
	{"cancelled adjustment", 1, (*programme).unadjust, ordinary},
	{"opening", 1, (*programme).opening, paying},
	{"cancelled opening", 1, (*programme).unopen, paying},
	{"receipt", 14, (*programme).receipt, paying},
	{"cancelled receipt", 8, (*programme).unreceive, paying},
	{"payment", 6, (*programme).intend, paying},
	{"payment again", 3, (*programme).intendAgain, paying},
	{"payment step", 7, (*programme).advance, paying},
	{"the other device", 4, (*programme).other, ordinary},
	{"nothing", 1, func(p *programme) { p.log.relay("", "weather", p.now, struct{}{}) }, ordinary},
}

// happens draws a step and carries it out.
func (p *programme) happens() {
	total := 0
	for _, s := range steps {
		total += p.often(s)
	}
	at := p.IntN(total)
	for _, s := range steps {
		if at -= p.often(s); at < 0 {
			p.tell("%s (from entry %d): %s", p.now.Format(time.DateTime), len(p.log.entries)+1, s.name)
			s.does(p)
			return
		}
	}
}

// other lets the second device fold, in pages, and act from then on; what it
// does next it does by what it knows.
func (p *programme) other() {
	p.log.page = pick(p, 0, 1, 2, 3, 7)
	p.b.sync()
	p.log.page = 0
	p.acts = pick(p, p.a, p.b)
}

// counted is a report of clicks; a day may be told of several times.
func (p *programme) counted() {
	body := relayapi.ClicksBody{Links: []relayapi.LinkClicks{}, Offers: []relayapi.OfferClicks{}}
	for range 1 + p.IntN(2) {
		link, day, n := pick(p, links...), affiliate.Day(p.now.AddDate(0, 0, -p.IntN(4)), berlin()), int64(p.IntN(4))
		body.Links = append(body.Links, relayapi.LinkClicks{Number: link.Number, Day: day, Gross: n + 1, Unique: n, Rejected: map[string]int64{"bot": 1}})
		p.said.clicks[linkDay{link.Number, day}] += n
		p.tell("  %d clicks on link %d on %s", n, link.Number, day)
	}
	p.log.relay("", relayapi.KindClicks, p.now, body)
}
