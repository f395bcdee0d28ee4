package cashflow

import (
	"fmt"

	"linkledger/internal/money"

	"github.com/shopspring/decimal"
)

// enough is how many sales a rate has to be taken from.
const enough = 20

// History is what became of past commissions, in one currency: of the sales of
// some months that have locked since.
type History struct {
	Since     string // the first sale day
	Sales     int
	Reported  money.Amount // commissions as CJ first had them
	TakenBack money.Amount // of them: taken back before the lock
}

// Rate is what was taken back, in per cent of what was reported; false while
// too few sales have locked to tell.
func (h History) Rate() (decimal.Decimal, bool) {
	if h.Sales < enough || h.Reported.Minor <= 0 || h.TakenBack.Minor < 0 {
		return decimal.Decimal{}, false
	}
	return h.TakenBack.Decimal().Mul(decimal.NewFromInt(100)).DivRound(h.Reported.Decimal(), 2), true
}

// Words say what the rate was taken from.
func (h History) Words(today string) string {
	if _, known := h.Rate(); !known {
		return fmt.Sprintf("No rate is taken from history before %d sales have locked; %d of the last 12 months' have.", enough, h.Sales)
	}
	return fmt.Sprintf("Of %s of commissions on %s since %s that have locked, %s were taken back before the lock.",
		h.Reported, count(h.Sales), date(h.Since, today), h.TakenBack)
}
