package pulling_test

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
)

// posting is a row as CJ's ledger has it, with what becomes of it.
type posting struct {
	row      affiliate.CommissionRow
	extended time.Time // from when on it is extended; zero when never
	locks    time.Time // and its status follows
	closes   time.Time
}

// at is the row as CJ shows it at a time.
func (p posting) at(now time.Time) affiliate.CommissionRow {
	row := p.row
	row.ActionStatus = affiliate.CJNew
	if !p.extended.IsZero() && !now.Before(p.extended) {
		row.ActionStatus, row.LockingDate = affiliate.CJExtended, p.locks
	}
	if !now.Before(p.locks) {
		row.ActionStatus = affiliate.CJLocked
	}
	if !now.Before(p.closes) {
		row.ActionStatus = affiliate.CJClosed
	}
	return row
}

// year draws the sales of the year before a day, with 8 % of them corrected.
type year struct {
	dice   *rand.Rand
	start  time.Time
	click  func(link int64, at time.Time) string
	number int
	rows   []posting
}

func drawYear(seed uint64, sales int, end time.Time, click func(int64, time.Time) string) []posting {
	y := &year{dice: rand.New(rand.NewPCG(seed, 1)), start: end.AddDate(-1, 0, 1), click: click}
	span := end.Sub(y.start)
	for range sales {
		y.sale(y.start.Add(time.Duration(y.dice.Int64N(int64(span)))).Truncate(time.Second))
	}
	slices.SortFunc(y.rows, func(a, b posting) int {
		return cmp.Or(a.row.PostingDate.Compare(b.row.PostingDate), cmp.Compare(a.row.OriginalActionID, b.row.OriginalActionID))
	})
	for i := range y.rows { // CJ counts as it posts
		y.rows[i].row.CommissionID = fmt.Sprint(2_900_000_000 + i)
	}
	return y.rows
}

func (y *year) sale(at time.Time) {
	y.number++
	amount := money.New(1000+y.dice.Int64N(30_000), "USD")
	posted := at.Add(time.Duration(1+y.dice.IntN(180)) * time.Minute)
	if y.dice.IntN(30) == 0 { // from a batch file
		posted = at.Add(time.Duration(24+y.dice.IntN(960)) * time.Hour)
	}
	p := posting{row: affiliate.CommissionRow{OriginalActionID: fmt.Sprint(1_800_000_000 + y.number), Original: true,
		OrderID: fmt.Sprintf("BR-%d", y.number), ActionType: "sim_sale", ValidationStatus: "AUTOMATED", WebsiteID: "100000001", AID: "15000001",
		AdvertiserID: "5000001", Country: "US", EventDate: at, PostingDate: posted}}
	switch y.dice.IntN(20) {
	case 0: // no click of ours
	case 1:
		p.row.ShopperID = "somebody else's"
	default:
		p.row.ShopperID = y.click(int64(1+y.dice.IntN(6)), at.Add(-time.Hour))
	}
	y.life(&p)
	y.post(p, amount.Minor, 10)
	if y.dice.IntN(100) < 8 {
		y.correct(p, amount.Minor)
	}
}

// life draws when the sale is final.
func (y *year) life(p *posting) {
	sold := p.row.EventDate
	switch p.row.LockingMethod = []string{"FIXED_DATE", "FIXED_DATE", "FIXED_DURATION", "IMMEDIATE"}[y.dice.IntN(4)]; p.row.LockingMethod {
	case "FIXED_DATE":
		p.locks = time.Date(sold.Year(), sold.Month()+1, 11, 10, 0, 0, 0, time.UTC)
	case "FIXED_DURATION":
		p.locks = sold.AddDate(0, 0, 30)
	default:
		p.locks = p.row.PostingDate
	}
	if p.locks.Before(p.row.PostingDate) {
		p.locks = p.row.PostingDate
	}
	p.row.LockingDate = p.locks
	if p.row.LockingMethod == "FIXED_DATE" && y.dice.IntN(25) == 0 && p.locks.Sub(p.row.PostingDate) > 48*time.Hour {
		p.extended = p.locks.Add(-24 * time.Hour)
		p.locks = p.locks.AddDate(0, 1, 0)
	}
	p.closes = p.locks.AddDate(0, 0, 20)
}

// correct takes a sale back in whole or in part, or restates it in two rows.
func (y *year) correct(p posting, sale int64) {
	p.row.Original, p.row.CorrectionReason = false, "RETURNED_MERCHANDISE"
	room := p.locks.Sub(p.row.PostingDate)
	if room < time.Hour {
		room = 240 * time.Hour // money taken back after the lock
	}
	p.row.PostingDate = p.row.PostingDate.Add(time.Duration(y.dice.Int64N(int64(room)))).Truncate(time.Second)
	switch y.dice.IntN(3) {
	case 0:
		y.post(p, -sale, 10)
	case 1:
		y.post(p, -1-y.dice.Int64N(sale-1), 10)
	default:
		y.post(p, -sale, 10)
		y.post(p, 1+y.dice.Int64N(sale), 10)
	}
}

func (y *year) post(p posting, sale, percent int64) {
	amount, commission := money.New(sale, "USD"), money.New(sale*percent/100, "USD")
	p.row.SaleAmount, p.row.SaleAmountUSD = amount.Text(), amount.Text()
	p.row.Commission, p.row.CommissionUSD = commission.Text(), commission.Text()
	y.rows = append(y.rows, p)
}
