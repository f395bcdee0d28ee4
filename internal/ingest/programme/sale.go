package programme

import (
	"fmt"
	"math/rand/v2"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
	"linkledger/internal/relayapi"
)

// sale is one from the order on until nothing can happen to it any more.
type sale struct {
	number   int64
	click    Click // none with a promo code alone
	clickID  string
	member   int
	offer    int
	at       time.Time
	minor    int64
	country  string
	customer string
	coupon   string
	lines    int

	told   bool // by a postback
	atCJ   bool
	rows   int // of CJ so far
	locks  time.Time
	method string
	// usual says that the member earns for it once, and what can be foretold.
	usual bool
}

// seller draws the sales of an hour from the clicks of the hours before it.
type seller struct {
	*Programme
	dice   *rand.Rand
	number int64
	owed   int64     // sales that no click was left for yet
	hours  [][]Click // that may lead to a sale, the last hour's at the end
	each   int       // kept of an hour
}

// kept is how many hours a click may lead to a sale.
const kept = 30 * 24

func newSeller(p *Programme) *seller {
	return &seller{Programme: p, dice: rand.New(rand.NewPCG(p.seed, 3))}
}

// delays are how many hours pass between click and order.
var delays = []struct {
	chances int64
	upTo    int
}{{520, 1}, {190, 5}, {120, 24}, {90, 72}, {50, 168}, {30, kept}}

var delayed = func() chances {
	var weights []int64
	for _, d := range delays {
		weights = append(weights, d.chances)
	}
	return newChances(weights...)
}()

// in are the sales of an hour, whose clicks have come.
func (s *seller) in(h hour, clicks []Click) (sales []*sale) {
	s.owed += h.share(s.size.Sales, s.total)
	s.remember(clicks)
	for s.owed > 0 {
		one := s.sale(h)
		if one == nil {
			break // more clicks come
		}
		s.owed--
		sales = append(sales, one)
	}
	return sales
}

// remember keeps some clicks of an hour for sales to come.
func (s *seller) remember(clicks []Click) {
	if len(s.hours) == kept {
		s.hours = append(s.hours[:0], s.hours[1:]...)
	}
	room := min(len(clicks), 8+int(3*s.owed))
	some := make([]Click, 0, room)
	for i, c := range clicks {
		if left := len(clicks) - i; c.Rejected == "" && s.dice.IntN(left) < room-len(some) {
			some = append(some, c)
		}
	}
	s.hours = append(s.hours, some)
}

// sale draws one; nil where no click is left.
func (s *seller) sale(h hour) *sale {
	bucket := delayed.draw(s.dice)
	from := 0
	if bucket > 0 {
		from = delays[bucket-1].upTo
	}
	last := len(s.hours) - 1
	at := max(last-from-s.dice.IntN(delays[bucket].upTo-from), 0)
	for at <= last && len(s.hours[at]) == 0 {
		at++
	}
	if at > last {
		return nil
	}
	pick := s.dice.IntN(len(s.hours[at]))
	click := s.hours[at][pick]
	s.hours[at][pick] = s.hours[at][len(s.hours[at])-1]
	s.hours[at] = s.hours[at][:len(s.hours[at])-1]

	s.number++
	from2 := s.cast.links[click.Link-1]
	o := &s.cast.offers[from2.offer]
	one := &sale{number: s.number, click: click, member: from2.member, offer: from2.offer, country: click.Country, told: true, atCJ: true, usual: o.tenths > 0 || o.rule.Option == affiliate.PayoutFlat}
	one.at = h.start.Add(time.Duration(s.dice.IntN(3600)) * time.Second)
	if after := click.At.Add(time.Duration(20+s.dice.IntN(900)) * time.Second); one.at.Before(after) {
		one.at = after
	}
	one.minor = max(o.price*int64(40+s.dice.IntN(90)+s.dice.IntN(90))/100+s.dice.Int64N(100), 100)
	s.particulars(one)
	return one
}

// particulars draws what differs between orders.
func (s *seller) particulars(one *sale) {
	one.lines = max(s.dice.IntN(5)-2, 0)
	switch {
	case often(s.dice, 350):
		one.customer = "New Customer"
	case often(s.dice, 800):
		one.customer = "Returning Customer"
	}
	switch {
	case often(s.dice, 110):
		one.coupon = s.cast.members[one.member].code
	case often(s.dice, 40):
		one.coupon = "SAVE10"
	}
	if often(s.dice, 30) { // the code is all that is known
		one.click, one.coupon, one.usual = Click{}, s.cast.members[one.member].code, false
	}
	switch s.dice.IntN(200) {
	case 0, 1, 2, 3: // the postback is lost
		one.told, one.usual = false, false
	case 4: // CJ never has it
		one.atCJ, one.usual = false, false
	}
	if one.click.Number != 0 {
		one.clickID = s.mint(one.click)
	}
}

func (p *Programme) mint(c Click) string {
	id, err := p.ClickKeys.Mint(affiliate.ClickParts{Time: c.At, Link: c.Link, Nonce: uint64(c.Number)})
	if err != nil {
		panic(err) // its own parts are in range
	}
	return string(id)
}

func (s *sale) conversion() string { return fmt.Sprintf("sale%012d", s.number) }
func (s *sale) order() string      { return fmt.Sprintf("B-%d", 1_000_000+s.number) }

func (s *sale) currency() money.Currency { return currencyOf(s.offer) }

// report is what the relay makes of the postback.
func (p *Programme) report(s *sale, at time.Time) relayapi.ConversionBody {
	o := &p.cast.offers[s.offer]
	amount := func(minor int64) relayapi.Money {
		return relayapi.Money{Text: money.New(minor, o.currency).Text(), Minor: minor, Currency: string(o.currency)}
	}
	body := relayapi.ConversionBody{ID: s.conversion(), OfferID: string(o.id), ClickID: s.clickID, LinkNumber: s.click.Link, OrderID: s.order(),
		SaleAmount: amount(s.minor), Payout: amount(share(s.minor, o.commission)), State: relayapi.StateReported, Kind: string(affiliate.ReportSale),
		ReceivedAt: at, PostbackID: fmt.Sprintf("call%012d", s.number)}
	if s.clickID == "" {
		body.PromoCode = s.coupon
	} else {
		body.Click = &relayapi.ClickSnapshot{Time: s.click.At, Device: s.click.Device, Browser: s.click.Browser, Country: s.click.Country, Referrer: s.click.Referrer}
	}
	return body
}
