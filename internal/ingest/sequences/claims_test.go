package sequences_test

import (
	"slices"
	"strconv"
	"strings"

	"linkledger/internal/affiliate"
	"linkledger/internal/earnings"
)

// claim is whose an order is.
type claim struct {
	member affiliate.MemberID
	offer  affiliate.OfferID
	test   bool
	rival  affiliate.MemberID // who claims it, too
}

// found is whose a device holds it to be.
func found(c affiliate.Conversion) claim {
	return claim{member: c.MemberID, offer: c.OfferID, test: c.Test, rival: c.ClaimedBy}
}

// claimed is whose an order is: by its link, or by its promo code.
func (f *facts) claimed(c affiliate.Conversion) claim {
	byCode := f.byCode(c)
	if c.LinkNumber == 0 || byCode != "" && f.tooOld(c, links[c.LinkNumber-1].OfferID) > 0 {
		return f.clickless(c, byCode)
	}
	link := links[c.LinkNumber-1]
	is := claim{member: link.MemberID, offer: link.OfferID, test: link.Test}
	switch {
	case byCode == "" || byCode == link.MemberID:
	case f.prefer.on(c.SaleDay) == affiliate.PreferCode:
		is.member, is.rival = byCode, link.MemberID
		if takes := f.takes(c); takes != "" {
			is.offer = takes
		}
	default:
		is.rival = byCode
	}
	return is
}

// clickless is whose an order is that no link claims.
func (f *facts) clickless(c affiliate.Conversion, byCode affiliate.MemberID) claim {
	is := claim{member: byCode, offer: c.ToldOffer}
	rows, original := f.rowsOf(c.ActionID)
	if len(rows) > 0 {
		if original == nil {
			original = &rows[0]
		}
		switch pid := f.pids[original.WebsiteID]; {
		case bonus(*original):
			is.member = "" // the programme's own
		case byCode == "" && pid != nil:
			is.member = affiliate.MemberID(pid.on(c.SaleDay))
		}
	}
	if is.offer != "" || is.member == "" {
		return is
	}
	if is.offer = f.takes(c); is.offer != "" {
		return is
	}
	for _, l := range links {
		switch {
		case l.MemberID != is.member || l.Test || l.OfferID == is.offer:
		case is.offer != "":
			is.offer = "" // nothing tells which
			return is
		default:
			is.offer = l.OfferID
		}
	}
	return is
}

// byCode is the member of the first of an order's codes that is anybody's.
func (f *facts) byCode(c affiliate.Conversion) affiliate.MemberID {
	for _, code := range f.told(c).Coupons() {
		if d := f.codes[code]; d != nil && d.on(c.SaleDay) != "" {
			return affiliate.MemberID(d.on(c.SaleDay))
		}
	}
	return ""
}

// takes is the offer that takes an order by its codes: the one that names one of
// them, or else the one that takes any; none where there are several.
func (f *facts) takes(c affiliate.Conversion) affiliate.OfferID {
	var naming, any []affiliate.OfferID
	codes := f.told(c).Coupons()
	for _, id := range f.made {
		o := f.offers[id]
		if len(codes) == 0 || o.takes.on(c.SaleDay) == "" {
			continue
		}
		named := o.codes.on(c.SaleDay)
		if named == "" {
			any = append(any, id)
		} else if slices.ContainsFunc(strings.Split(named, ","), func(code string) bool { return slices.Contains(codes, code) }) {
			naming = append(naming, id)
		}
	}
	list := naming
	if len(naming) == 0 {
		list = any
	}
	if len(list) != 1 {
		return ""
	}
	return list[0]
}

// tooOld is the window of an offer where a conversion's click is older; 0 where
// it is not.
func (f *facts) tooOld(c affiliate.Conversion, offer affiliate.OfferID) int {
	o := f.offers[offer]
	if o == nil || linkOf(c.ClickID) == 0 {
		return 0
	}
	days, err := strconv.Atoi(o.window.on(c.SaleDay))
	must(err)
	if days == 0 || dayOf(c.SaleDay).Sub(dayOf(clickDay(c.ClickID))).Hours() <= float64(24*days) {
		return 0
	}
	return days
}

// ended is the last day of an offer that is over on a day.
func (f *facts) ended(offer affiliate.OfferID, day string) string {
	if o := f.offers[offer]; o != nil {
		if last := o.ends.on(day); last != "" && last < day {
			return last
		}
	}
	return ""
}

// expired is why a conversion came too late. A member whose code the order has
// needs no click.
func (f *facts) expired(c affiliate.Conversion) earnings.Expired {
	if last := f.ended(c.OfferID, c.SaleDay); last != "" {
		return earnings.Expired{EndedOn: last}
	}
	if days := f.tooOld(c, c.OfferID); days > 0 && (c.MemberID == "" || f.byCode(c) != c.MemberID) {
		return earnings.Expired{ClickedOn: clickDay(c.ClickID), WindowDays: days}
	}
	return earnings.Expired{}
}

// variable reports whether whose an order is may change with who holds a promo
// code or a PID.
func (f *facts) variable(c affiliate.Conversion) bool {
	return c.LinkNumber == 0 || len(f.told(c).Coupons()) > 0
}
