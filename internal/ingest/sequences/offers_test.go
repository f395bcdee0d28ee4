package sequences_test

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"linkledger/internal/affiliate"
)

// offered is what was said of an offer. Each of it counts from a day on.
type offered struct {
	code   bool // it takes sales by promo codes, and has no links
	made   time.Time
	ends   dated // the last day
	window dated // for how many days a click earns
	takes  dated // by codes, at all; empty is not
	codes  dated // by these, with commas; empty is any
}

const taken = "taken"

// offerThings are the offers as what entries are about.
var offerThings = func() (things []string) {
	for _, o := range slices.Concat(linkOffers, codeOffers) {
		things = append(things, offerThing(o))
	}
	return things
}()

func offerThing(o affiliate.OfferID) string { return string(affiliate.NounOffer) + " " + string(o) }

// edit is what a step says of offers: from a day on.
type edit struct {
	day    string           // empty in a step that says nothing of any
	before map[string]claim // whose sales were before it
}

// touched is what of which offer was changed last.
type touched struct {
	offer affiliate.OfferID
	field string
}

// offer makes an offer, with its rule.
func (p *programme) offer(id affiliate.OfferID, kind string) {
	rule := affiliate.RuleID("rule" + id)
	o := affiliate.Offer{Type: kind, Name: string(id), Status: pick(p, affiliate.Active, affiliate.Active, affiliate.Active, affiliate.Paused), RuleID: rule}
	if p.chance(15) {
		o.EndsOn = affiliate.Day(p.now.AddDate(0, 0, pick(p, -3, 5, 20)), berlin())
	}
	if p.chance(25) {
		o.WindowDays = pick(p, 1, 3, 10)
	}
	said := &offered{code: kind == affiliate.OfferCode, made: p.now}
	said.ends.put("", o.EndsOn)
	said.window.put("", strconv.Itoa(o.WindowDays))
	if said.code {
		o.Codes = p.drawCodes()
		said.codes.put("", strings.Join(o.Codes, ","))
		said.stands(p.today(), o.Status) // sales of before are another's
	}
	p.said.offers[id], p.said.made = said, append(p.said.made, id)
	p.tell("  %s offer %s: %s, ends %q, window %d, codes %v", kind, id, o.Status, o.EndsOn, o.WindowDays, o.Codes)
	p.edited(p.today())
	p.change(affiliate.NounOffer, string(id), o)
	r := affiliate.Rule{ID: rule, Level: affiliate.LevelOffer, OfferID: id, Option: affiliate.PayoutPercent, Percent: "10", Currency: "USD"}
	if p.chance(70) {
		p.drawCounting(&r, true)
		p.drawCaps(&r)
	}
	p.publish(r)
}

// stands keeps a status: a link's sales are the link's whatever that is.
func (o *offered) stands(day, status string) {
	switch {
	case !o.code:
	case status == affiliate.Active:
		o.takes.from(day, taken)
	default:
		o.takes.from(day, "")
	}
}

func (p *programme) drawCodes() []string {
	return pick(p, []string{}, []string{}, []string{"MIA10"}, []string{"TOM5"}, []string{"TOM5", "MIA10"}, []string{"SPRING"})
}

// promoOffer makes a further offer, of promo codes.
func (p *programme) promoOffer() {
	for _, id := range codeOffers {
		if p.said.offers[id] == nil {
			p.offer(id, affiliate.OfferCode)
			return
		}
	}
}

// changeOffer changes some of an offer, now or as a device did that was offline
// since: what it tells counts from its own day on, over all that is known.
func (p *programme) changeOffer() {
	id, at, fields := pick(p, slices.Concat(p.said.made, linkOffers[:1])...), p.now, []string{"end", "window", "status", "status", "codes", "codes", "name"}
	if p.last.offer != "" && p.chance(40) { // two devices at the same
		id, fields = p.last.offer, []string{p.last.field}
	}
	o := p.said.offers[id]
	if p.chance(50) {
		if at = at.AddDate(0, 0, -1-p.IntN(15)); at.Before(o.made) {
			at = o.made
		}
	}
	day, set := affiliate.Day(at, berlin()), map[string]any{}
	for range pick(p, 1, 1, 2) {
		p.last = touched{id, pick(p, fields...)}
		switch p.last.field {
		case "end":
			last := pick(p, "", p.day(), affiliate.Day(at.AddDate(0, 0, -1), berlin()), affiliate.Day(p.now.AddDate(0, 0, 9), berlin()))
			o.ends.from(day, last)
			set["ends_on"] = last
		case "window":
			days := pick(p, 0, 1, 3, 10)
			o.window.from(day, strconv.Itoa(days))
			set["window_days"] = days
		case "status":
			status := pick(p, affiliate.Active, affiliate.Active, affiliate.Paused, affiliate.Archived)
			o.stands(day, status)
			set["status"] = status
		case "codes":
			if o.code { // another has none
				list := p.drawCodes()
				o.codes.from(day, strings.Join(list, ","))
				set["promo_codes"] = list
			}
		default:
			set["name"] = p.next("name")
		}
	}
	p.tell("  %s is changed on %s: %v", id, day, set)
	p.edited(day)
	p.log.change(offerThing(id), affiliate.NounOffer, at, string(id), set)
}

// edited has the check after the step look that what was sold before stays.
func (p *programme) edited(day string) { p.edit.day = day }

// kept proves that a change of an offer leaves sales of before its day with
// whom and with which offer they were.
func (p *programme) kept(conversions []affiliate.Conversion) error {
	now := map[string]claim{}
	for _, c := range conversions {
		is := found(c)
		was, known := p.edit.before[string(c.ID)]
		if now[string(c.ID)] = is; p.edit.day != "" && known && c.SaleDay < p.edit.day && was != is {
			return failf("a change of an offer on %s moved %s of %s from %+v to %+v", p.edit.day, c.ID, c.SaleDay, was, is)
		}
	}
	p.edit = edit{before: now}
	return nil
}

// clicked has somebody click now, which may sell later.
func (p *programme) clicked() {
	link := pick(p, links[0], links[0], links[0], links[1], links[2], links[3]).Number
	p.clicks = append(p.clicks, p.click(link))
	p.tell("  a click on link %d: %s", link, p.clicks[len(p.clicks)-1])
}
