package cube

// conditions are which sums a cell counts for, a bit for each.
type conditions struct {
	all      uint32
	byStatus uint32   // sums that take some statuses alone
	byPayout uint32   // sums that take some states of payouts alone
	statuses []uint32 // by Word; beyond it only what takes any status
	anyOf    uint32   // of sums that take any status
	payouts  [8]uint32
	timed    uint32 // of sums that need a known time
}

func newConditions(sums []Sum) *conditions {
	c := &conditions{all: uint32(1)<<len(sums) - 1}
	needed := false
	for k, s := range sums {
		bit := uint32(1) << k
		needed = needed || s.Statuses != nil || s.Payouts != 0 || s.Timed
		for len(c.statuses) < len(s.Statuses) {
			c.statuses = append(c.statuses, 0)
		}
		if s.Statuses == nil {
			c.anyOf |= bit
		}
		if s.Statuses != nil {
			c.byStatus |= bit
		}
		if s.Payouts != 0 {
			c.byPayout |= bit
		}
		if s.Timed {
			c.timed |= bit
		}
		for state := range c.payouts {
			if s.Payouts == 0 || s.Payouts>>state&1 == 1 {
				c.payouts[state] |= bit
			}
		}
	}
	for w := range c.statuses {
		c.statuses[w] |= c.anyOf
		for k, s := range sums {
			if w < len(s.Statuses) && s.Statuses[w] {
				c.statuses[w] |= uint32(1) << k
			}
		}
	}
	if !needed {
		return nil
	}
	return c
}

func (c *conditions) status(v int64) uint32 {
	if v < 0 || v >= int64(len(c.statuses)) {
		return c.anyOf
	}
	return c.statuses[v]
}

func (c *conditions) payout(v int64) uint32 {
	if v < 0 || v >= int64(len(c.payouts)) {
		return 0
	}
	return c.payouts[v]
}

func (c *conditions) took(v int64) uint32 {
	if v == int64(Unknown) {
		return c.all &^ c.timed
	}
	return c.all
}

// of fills the bits of cells of a part from a place on, as far as sums need
// them: a bit for each.
func (c *conditions) of(p *part, bits []uint32, from int, needed uint32) {
	for i := range bits {
		bits[i] = c.all
	}
	if needed&c.byStatus != 0 {
		p.fields[FieldStatus].mask(bits, from, c.status)
	}
	if needed&c.byPayout != 0 {
		p.fields[FieldPayout].mask(bits, from, c.payout)
	}
	if needed&c.timed != 0 {
		p.fields[FieldTook].mask(bits, from, c.took)
	}
}
