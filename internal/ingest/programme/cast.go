package programme

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
)

// cast are the people and things of a programme.
type cast struct {
	members []member
	offers  []offer
	groups  []affiliate.GroupID
	links   []link // by number, from 1
	clicked chances
}

type member struct {
	id      affiliate.MemberID
	name    string
	code    string // promo code
	blog    string
	country string
	payee   string
	group   int
	since   time.Time
}

type link struct {
	number int64
	member int
	offer  int
	since  time.Time
}

func drawCast(seed uint64, size Size, start time.Time) *cast {
	dice := rand.New(rand.NewPCG(seed, 1))
	c := &cast{}
	for i := range 6 {
		c.groups = append(c.groups, affiliate.GroupID(fmt.Sprintf("group%011d", i+1)))
	}
	for i := range size.Offers {
		c.offers = append(c.offers, newOffer(dice, i))
	}
	for i := range size.Members {
		m := member{id: affiliate.MemberID(fmt.Sprintf("member%010d", i+1)), name: givenNames[dice.IntN(len(givenNames))] + " " + familyNames[dice.IntN(len(familyNames))],
			code: fmt.Sprintf("CREW%d", i+1), blog: fmt.Sprintf("blog%d.example", i+1), country: countries.one(dice), group: dice.IntN(len(c.groups)), since: start.Add(-24 * time.Hour)}
		if !often(dice, 30) {
			m.payee = fmt.Sprintf("pay%d@members.example", i+1)
		}
		if i >= 20 && often(dice, 300) { // joined in the course of the year
			m.since = start.Add(time.Duration(dice.IntN(300*24)) * time.Hour)
		}
		c.members = append(c.members, m)
	}
	c.drawLinks(dice)
	return c
}

// drawLinks gives each member links for some of the offers, popular ones more
// often.
func (c *cast) drawLinks(dice *rand.Rand) {
	popular, productive := zipf(len(c.offers)), zipf(len(c.members))
	pick := newChances(popular...)
	for i, m := range c.members {
		has := map[int]bool{}
		for range 10 + dice.IntN(31) {
			o := pick.draw(dice)
			for has[o] && len(has) < len(c.offers) {
				o = dice.IntN(len(c.offers))
			}
			if !has[o] {
				has[o] = true
				c.links = append(c.links, link{member: i, offer: o, since: m.since})
			}
		}
	}
	slices.SortFunc(c.links, func(a, b link) int {
		return cmp.Or(a.since.Compare(b.since), cmp.Compare(a.member, b.member), cmp.Compare(a.offer, b.offer))
	})
	weights := make([]int64, len(c.links))
	for i := range c.links {
		l := &c.links[i]
		l.number = int64(i + 1)
		weights[i] = max(productive[l.member]*popular[l.offer]/1000, 1)
	}
	c.clicked = newChances(weights...)
}

func (l link) id() string { return fmt.Sprintf("link%012d", l.number) }

// code is the link's path: another for each number, as the multiplier is odd.
func (l link) code() string {
	const bits = 1 << 35
	text := strconv.FormatInt(l.number*23_058_430_09%bits, 32)
	return "a" + text
}

var givenNames = []string{"Ada", "Ben", "Chiara", "Daniel", "Elif", "Finn", "Greta", "Hugo", "Ines", "Jonas", "Kim", "Lea", "Mats", "Nora", "Olga", "Paul", "Quinn", "Rosa", "Samir", "Tilda"}
var familyNames = []string{"Albers", "Brandt", "Costa", "Dubois", "Evans", "Fischer", "Garcia", "Hansen", "Ito", "Jansen", "Kaya", "Lopez", "Meyer", "Novak", "Olsen", "Petit", "Rossi", "Schulz", "Tanaka", "Weber"}

var countries = newWords(word{"US", 340}, word{"DE", 160}, word{"GB", 140}, word{"FR", 60}, word{"CA", 50}, word{"AT", 40}, word{"CH", 36}, word{"NL", 32},
	word{"AU", 30}, word{"IT", 24}, word{"ES", 22}, word{"SE", 14}, word{"PL", 12}, word{"BE", 10}, word{"DK", 8}, word{"IE", 8}, word{"NO", 6}, word{"JP", 4}, word{"BR", 2}, word{"", 2})

// currencyOf is which of three an offer's shop sells in.
func currencyOf(offer int) money.Currency {
	return [...]money.Currency{"USD", "EUR", "USD", "GBP", "USD"}[offer%5]
}
