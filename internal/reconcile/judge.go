package reconcile

import (
	"fmt"
	"slices"
	"strings"

	"linkledger/internal/money"
)

// judge finds the bucket of a case, and says why.
func (s Sources) judge(c *Case) {
	defer c.sayShop()
	for _, rule := range []func(*Case) bool{test, duplicate, reversedLate, differs, nothingLeft, s.onlyCJ, onlyPostback, onlyShop} {
		if rule(c) {
			return
		}
	}
	c.Bucket = Matched
	switch counts, _ := c.counted(); {
	case !slices.ContainsFunc(c.Rows[CJ], func(r Row) bool { return !r.Extra }):
		c.Why = "CJ pays it on top: no order of the shop belongs to it."
	case !anyLive(c.Rows[CJ]) && !c.Has(Shop):
		c.Why = "CJ took it back: nothing of it is left to compare."
	case !c.Has(Postback) && s.Postbacks:
		c.Why = "CJ and the shop agree. No postback told of it, which costs nothing."
	default:
		c.Why = sentence(join(c.sources()) + " agree" + c.corrected())
		if len(counts) > 1 {
			c.Why += fmt.Sprintf(" CJ counts it by %d action trackers.", len(counts))
		}
	}
}

// sayShop adds what is not sure about the shop of a case.
func (c *Case) sayShop() {
	switch {
	case c.Unclear != "" && !c.Doubt:
		c.Why += " " + c.Unclear
	case c.By == shopLink.by && c.Confidence == shopLink.confidence:
		c.Why += " Several shops have its number; the amount says which of them this is."
	}
}

// nothingLeft is a sale of which no source has anything any more, and that some
// of them never had.
func nothingLeft(c *Case) bool {
	for s, rows := range c.Rows {
		if anyLive(rows) || Side(s) == CJ && len(rows) > 0 {
			return false
		}
	}
	c.Bucket, c.Why = Matched, sentence(join(c.sources())+" took it back: nothing of it is left to compare")
	return true
}

// corrected says what CJ has corrected since the postback; empty when nothing.
func (c *Case) corrected() string {
	cj, atCJ := c.amount()
	told, tells := c.told()
	if !atCJ || !tells || c.isAmount(told) {
		return ""
	}
	return fmt.Sprintf(": the postback told %s, and CJ has corrected it to %s since", told, cj)
}

func test(c *Case) bool {
	if !c.any(func(r *Row) bool { return r.Test }) {
		return false
	}
	c.Bucket = Test
	bought := slices.DeleteFunc(slices.Clone(c.Rows[CJ]), func(r Row) bool { return !r.Test })
	switch {
	case !c.Has(CJ):
		c.Why = "A test purchase. CJ has no commission on it."
	case len(bought) == 0:
		c.Why = "A postback told of it as a test purchase, and CJ's row names no test link: look whether it is the same sale."
	case !anyLive(bought):
		c.Why = "A test purchase. CJ has taken it back already."
	case all(bought, func(r *Row) bool { return r.Locked }):
		c.Why = "A test purchase that CJ has locked: it can't be cancelled any more."
	default:
		c.Why = "A test purchase: cancel it at CJ, or CJ pays on it."
	}
	return true
}

func duplicate(c *Case) bool {
	var why []string
	for s, rows := range c.Rows {
		if len(rows) < 2 {
			continue
		}
		parts := [][]Row{liveOf(rows)}
		if Side(s) == CJ {
			parts = byTracker(parts[0])
		}
		most := 0
		for _, same := range parts {
			most = max(most, len(same))
			for _, extra := range same[min(1, len(same)):] {
				c.Difference = plus(c.Difference, extra.Amount)
			}
		}
		if most > 1 {
			why = append(why, fmt.Sprintf("%s it %s", []string{"CJ has", "postbacks reported", "the shop's file has"}[s], times(most)))
		}
	}
	if n := c.clicks(); n > 1 {
		why = append(why, fmt.Sprintf("%d clicks claim it", n))
	}
	if len(why) == 0 {
		return false
	}
	c.Bucket, c.Why = Duplicate, sentence("one order, and "+strings.Join(why, ", "))
	return true
}

// clicks is how many clicks claim what counts of a case.
func (c *Case) clicks() int {
	var seen []string
	for _, rows := range c.Rows[:Shop] {
		for i := range rows {
			if id := rows[i].ClickID; id != "" && rows[i].live() && !slices.Contains(seen, id) {
				seen = append(seen, id)
			}
		}
	}
	return len(seen)
}

func reversedLate(c *Case) bool {
	for i := range c.Rows[CJ] {
		if r := &c.Rows[CJ][i]; r.Late != "" {
			c.Bucket, c.Why = ReversedLate, r.Late
			if taken, err := r.Amount.Sub(r.Original); err == nil {
				c.Difference = taken
			}
			return true
		}
	}
	return false
}

// differs compares what the sources have that tell an amount. A postback tells
// what CJ had at first, and CJ may have corrected it since.
func differs(c *Case) bool {
	shop, _ := c.Total(Shop)
	var first money.Amount
	for i := range c.Rows[Shop] {
		first = plus(first, c.Rows[Shop][i].Original)
	}
	cj, atCJ := c.amount()
	postback, told := c.told()
	switch {
	case atCJ && c.Has(Shop) && !c.isAmount(shop):
		return c.differ("CJ", cj, "the shop", shop)
	case atCJ && told && !c.wasAmount(postback):
		return c.differ("CJ", cj, "the postback", postback)
	case !c.Has(CJ) && c.Has(Shop) && told && postback != shop && postback != first:
		return c.differ("the postback", postback, "the shop", shop)
	}
	return false
}

func (c *Case) differ(one string, a money.Amount, other string, b money.Amount) bool {
	c.Bucket = Differs
	difference, err := a.Sub(b)
	if err != nil {
		c.Why = sentence(fmt.Sprintf("%s has %s and %s %s: amounts of two currencies can't be compared", one, a, other, b))
		return true
	}
	c.Difference = difference
	c.Why = fmt.Sprintf("%s has %s and %s %s.", capital(one), a, other, b)
	if one == "CJ" && all(c.Rows[CJ], func(r *Row) bool { return r.Locked }) {
		c.Why += " CJ has locked it: it can't be corrected any more."
	}
	return true
}

func (s Sources) onlyCJ(c *Case) bool {
	if !c.Has(CJ) || c.Has(Shop) || all(c.Rows[CJ], func(r *Row) bool { return r.Extra }) || !anyLive(c.Rows[CJ]) {
		return false
	}
	missing, doubt := s.lacks(c)
	if c.Unclear != "" {
		doubt = c.Unclear
	}
	c.Doubt = doubt != ""
	switch {
	case c.Doubt:
		c.Why = sentence(join(c.sources())+" only") + " " + doubt
	case c.Has(Postback) && !missing:
		return false
	case c.Has(Postback):
		c.Why = "CJ and its postback have it, and the shop's orders of that day don't."
	case missing:
		c.Why = "Only CJ has it. The shop's orders of that day don't."
	default:
		c.Why = "Only CJ has it: no postback told of it, and no orders of the shop were read in for that day."
	}
	c.Bucket = OnlyCJ
	c.Difference, _ = c.amount()
	return true
}

func onlyPostback(c *Case) bool {
	if c.Has(CJ) || !c.Has(Postback) {
		return false
	}
	c.Bucket, c.Why = OnlyPostback, "A postback told of it, and CJ's ledger does not have it."
	switch {
	case c.Has(Shop):
		c.Why = "A postback told of it and the shop has the order. CJ's ledger does not."
	case c.Rows[Postback][0].Doubtful:
		c.Why = "A postback told of it that can't be told apart from another one of the same click."
	}
	amount, _ := c.Total(Postback)
	c.Difference = amount.Neg()
	return true
}

func onlyShop(c *Case) bool {
	if c.Has(CJ) || c.Has(Postback) {
		return false
	}
	c.Bucket, c.Why = OnlyShop, "Only the shop has it: no member's link or code is known for it, as for most orders of a shop."
	if m := c.Member(); m != "" {
		c.Why = "Only the shop has it, with a promo code of " + m + ": CJ should have it."
	}
	amount, _ := c.Total(Shop)
	c.Difference = amount.Neg()
	return true
}

func liveOf(rows []Row) (live []Row) {
	for _, r := range rows {
		if r.live() {
			live = append(live, r)
		}
	}
	return live
}

func anyLive(rows []Row) bool { return all(rows, func(*Row) bool { return true }) }

// all reports whether something holds of every row that counts, if any does.
func all(rows []Row, holds func(*Row) bool) (some bool) {
	for i := range rows {
		if !rows[i].live() {
			continue
		}
		if !holds(&rows[i]) {
			return false
		}
		some = true
	}
	return some
}

func (c *Case) sources() (names []string) {
	for s, name := range []string{"CJ", "the postback", "the shop"} {
		if c.Has(Side(s)) {
			names = append(names, name)
		}
	}
	return names
}

func join(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}

func times(n int) string {
	if n == 2 {
		return "twice"
	}
	return fmt.Sprintf("%d times", n)
}

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

func sentence(s string) string { return capital(s) + "." }
