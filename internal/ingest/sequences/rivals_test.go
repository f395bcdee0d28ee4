package sequences_test

import "slices"

// rivals are the sales of order numbers that a fact without a click names, too.
// Which of several clicks such a fact joins is decided by the log's order, so
// they keep theirs: they are one thing. Where a postback names the number, it and
// CJ's row are one sale if their offers are one, and the offer of a sale without
// a click is that of whoever holds its code or its PID by then, or the one that
// takes its code; what changes later takes no sale apart. So the members and the
// offers keep their place among those facts.
type rivals struct {
	clicks    map[string][]string // by order number, the sales that name a click
	clickless map[string]bool     // order numbers that a fact without a click names
	reported  map[string]bool     // order numbers that a postback names
	tied      [][2]string         // things of which one was said in view of the other
}

func newRivals() rivals {
	return rivals{clicks: map[string][]string{}, clickless: map[string]bool{}, reported: map[string]bool{}}
}

// named takes down that a fact of a sale named an order.
func (r rivals) named(sale, click, order string) {
	switch {
	case order == "":
	case linkOf(click) > 0:
		r.clicks[order] = append(r.clicks[order], sale)
	default:
		r.clickless[order] = true
	}
}

// tie says that two things keep their order, too.
func (r *rivals) tie(one, other string) { r.tied = append(r.tied, [2]string{one, other}) }

// of are the sales that stand or fall with one, itself among them.
func (r rivals) of(sale string) map[string]bool {
	together := map[string]bool{sale: true}
	for grown := true; grown; {
		grown = false
		for _, pair := range r.tied {
			if together[pair[0]] != together[pair[1]] {
				together[pair[0]], together[pair[1]], grown = true, true, true
			}
		}
		for order := range r.clickless {
			facts := append([]string{"order " + order}, r.clicks[order]...)
			if r.reported[order] {
				facts = append(append(facts, "members"), offerThings...)
			}
			if !slices.ContainsFunc(facts, func(one string) bool { return together[one] }) {
				continue
			}
			for _, other := range facts {
				grown = grown || !together[other]
				together[other] = true
			}
		}
	}
	return together
}
