package store

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"linkledger/internal/affiliate"
	"linkledger/internal/cube"
	"linkledger/internal/money"
)

// sold is a conversion as its cells have it, but for its money's stage and for
// what it earned.
type sold struct {
	key  cube.SaleKey
	sums cube.SaleSums
	test bool // in no cell
}

// soldOf reads it off a conversion.
func soldOf(c affiliate.Conversion, word wordOf) (s sold, err error) {
	s.test, s.key = c.Test, cube.SaleKey{SaleDay: cubeDay(c.SaleDay), Link: c.LinkNumber, Hour: cube.Unknown, Took: cube.Unknown}
	country := c.Order.Country
	if country == "" {
		country = c.Click.Country
	}
	for _, w := range []struct {
		into *cube.Word
		text string
	}{
		{&s.key.Offer, string(c.OfferID)}, {&s.key.Member, string(c.MemberID)}, {&s.key.Currency, string(c.Sale.Currency)},
		{&s.key.Status, string(c.Status)}, {&s.key.CJStatus, c.CJStatus}, {&s.key.Action, c.ActionType}, {&s.key.Coupon, strings.Join(c.Codes(), ",")},
		{&s.key.Country, country}, {&s.key.Device, c.Click.Device}, {&s.key.Browser, c.Click.Browser}, {&s.key.Referrer, c.Click.Referrer},
		{&s.key.Customer, c.Order.Customer},
	} {
		if *w.into, err = word(w.text); err != nil {
			return s, err
		}
	}
	if c.CJStatus != "" {
		s.key.Stage = cube.StageTracked
	}
	s.sums = cube.SaleSums{Conversions: 1, Sale: c.Sale.Minor, Commission: c.Commission.Minor}
	if at := formatWallTime(c.SoldAt); at != "" {
		s.key.Hour = (at[11]-'0')*10 + at[12] - '0'
		if !c.Click.At.IsZero() {
			if took := c.SoldAt.UnixMilli() - c.Click.At.UnixMilli(); took >= 0 {
				s.sums.Seconds = took / 1000
				s.key.Took = cube.TookBucket(s.sums.Seconds)
			}
		}
	}
	return s, nil
}

// The bits of cash_sale's has.
const (
	cashLocked = 1 << iota
	cashReceived
	cashPaid
)

// stage is how far a sale's money has come; has is -1 for one that moves none.
func (s sold) stage(has int) cube.Stage {
	switch {
	case has < 0 || has&cashLocked == 0:
		return s.key.Stage
	case has&cashReceived == 0:
		return cube.StageLocked
	case has&cashPaid == 0:
		return cube.StageReceived
	}
	return cube.StagePaid
}

// earned is an earning that is not void, as cells have it.
type earned struct {
	cause    string
	offer    affiliate.OfferID // of what is no conversion
	member   affiliate.MemberID
	currency money.Currency
	minor    int64
	state    affiliate.EarningState
	payment  affiliate.PaymentState // empty for none
	day      string
}

func scanEarned(r scanner) (e earned, err error) {
	return e, r.Scan(&e.cause, &e.offer, &e.member, &e.currency, &e.minor, &e.state, &e.payment, &e.day)
}

const earnedColumns = `earning.cause, coalesce(payout.offer_id, ''), earning.member_id, earning.currency, earning.amount_minor, earning.state,
	coalesce(payment.state, ''), earning.day`

// earnedJoins follow a FROM that has earning.
const earnedJoins = ` LEFT JOIN payment_line ON earning_id = earning.id AND alive = 1 LEFT JOIN payment ON payment.id = payment_line.payment_id
	LEFT JOIN payout ON payout.cause = earning.cause AND earning.conversion_id = ''`

// earnedBy lists what causes earned anybody.
func earnedBy(ctx context.Context, q queryer, causes []string) (map[string][]earned, error) {
	wanted, err := json.Marshal(causes)
	if err != nil || len(causes) == 0 {
		return nil, err
	}
	return byCause(rows(ctx, q, scanEarned, `SELECT `+earnedColumns+` FROM json_each(?) CROSS JOIN earning ON earning.cause = value`+
		earnedJoins+` WHERE earning.state <> 'void'`, string(wanted)))
}

func byCause(list []earned, err error) (map[string][]earned, error) {
	by := map[string][]earned{}
	for _, e := range list {
		by[e.cause] = append(by[e.cause], e)
	}
	return by, err
}

// causeCells are the cells that a cause has in the cube, and how far the money
// of a conversion has come.
type causeCells struct {
	cause string
	cells []cube.Sale
	has   int
}

// standing lists what causes have in the cube.
func standing(ctx context.Context, q queryer, causes []string) ([]causeCells, error) {
	wanted, err := json.Marshal(causes)
	if err != nil || len(causes) == 0 {
		return nil, err
	}
	return rows(ctx, q, func(r scanner) (c causeCells, err error) {
		var packed []byte
		if err = r.Scan(&c.cause, &packed, &c.has); err != nil {
			return c, err
		}
		if c.cells, err = cube.UnpackSales(packed); err != nil {
			return c, fmt.Errorf("cells of %s: %w", c.cause, err)
		}
		return c, nil
	}, `SELECT value, coalesce(cells, x''), coalesce(has, -1) FROM json_each(?) LEFT JOIN cube_sale ON cube_sale.cause = value
		LEFT JOIN cash_sale ON conversion_id = iif(substr(value, 1, 11) = 'conversion:', substr(value, 12), NULL)`, string(wanted))
}

func (e earned) payout() cube.Payout {
	switch {
	case e.payment == affiliate.PaymentPaid:
		return cube.PayoutPaid
	case e.payment != "":
		return cube.PayoutSending
	case e.state == affiliate.EarningPending:
		return cube.PayoutPending
	}
	return cube.PayoutDue
}

// cell is the cell of an earning under the key of its sale.
func (e earned) cell(key cube.SaleKey, word wordOf) (cell cube.Sale, err error) {
	key.Payout = e.payout()
	if key.Member, err = word(string(e.member)); err != nil {
		return cell, err
	}
	key.Currency, err = word(string(e.currency))
	return cube.Sale{SaleKey: key, SaleSums: cube.SaleSums{Payout: e.minor}}, err
}

// cells are those of a conversion with what it earned.
func (s sold) cells(has int, list []earned, word wordOf) ([]cube.Sale, error) {
	if s.test {
		return nil, nil
	}
	s.key.Stage = s.stage(has)
	cells := []cube.Sale{{SaleKey: s.key, SaleSums: s.sums}}
	for _, e := range list {
		cell, err := e.cell(s.key, word)
		if err != nil {
			return nil, err
		}
		cells = append(cells, cell)
	}
	return cube.Collect(cube.Cells{Sales: cells}).Sales, nil
}

// otherCells are the cells of what was earned by no conversion.
func otherCells(list []earned, word wordOf) ([]cube.Sale, error) {
	var cells []cube.Sale
	for _, e := range list {
		if strings.HasPrefix(e.cause, "opening:") { // of what was before any report
			continue
		}
		offer, err := word(string(e.offer))
		if err != nil {
			return nil, err
		}
		cell, err := e.cell(cube.SaleKey{SaleDay: cubeDay(e.day), Offer: offer, Hour: cube.Unknown, Took: cube.Unknown}, word)
		if err != nil {
			return nil, err
		}
		cells = append(cells, cell)
	}
	return cube.Collect(cube.Cells{Sales: cells}).Sales, nil
}

// cubeDay is a day as cells have it. What is no day, which nobody sends but a
// broken relay, counts at the beginning of 1970: no figure may lack it.
func cubeDay(text string) cube.Day {
	day, err := cube.DayOf(text)
	if err != nil {
		return 0
	}
	return day
}
