package programme

import (
	"fmt"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
)

// row is one of CJ's ledger: a sale's original, or a correction of it.
type row struct {
	*sale
	number  int // of the sale, from 0
	minor   int64
	posted  time.Time
	locks   time.Time
	status  string
	because string
}

func (r *row) id() string { return fmt.Sprintf("%d%02d", 2_900_000_000+r.sale.number, r.number) }

// commission is what CJ pays by the row.
func (p *Programme) commission(r *row) int64 {
	return share(r.minor, p.cast.offers[r.offer].commission)
}

// atCJ is the row as CJ shows it.
func (p *Programme) atCJ(r *row) affiliate.CommissionRow {
	o, currency := &p.cast.offers[r.offer], r.currency()
	text := func(minor int64) string { return money.New(minor, currency).Text() }
	shown := affiliate.CommissionRow{CommissionID: r.id(), OriginalActionID: fmt.Sprint(1_800_000_000 + r.sale.number), Original: r.number == 0,
		OrderID: r.order(), ShopperID: r.clickID, ActionStatus: r.status, ActionType: "sim_sale", CorrectionReason: r.because, LockingMethod: r.method,
		ValidationStatus: affiliate.ValidationAutomated, WebsiteID: "100000001", AID: "15000001", AdvertiserID: o.advertiser, AdvertiserName: o.name,
		Coupon: r.coupon, Country: r.country, EventDate: r.at, PostingDate: r.posted, LockingDate: r.locks, ClickDate: r.click.At,
		SaleAmount: text(r.minor), Commission: text(p.commission(r)), Currency: string(currency)}
	if r.customer != "" {
		shown.Situations = []affiliate.CommissionSituation{{ID: "1", Name: r.customer}}
	}
	if r.number == 0 {
		for i := range r.lines {
			shown.Items = append(shown.Items, affiliate.CommissionItem{ID: fmt.Sprintf("%s-%d", shown.CommissionID, i+1), SKU: fmt.Sprintf("SKU-%d", r.sale.number%500+int64(i)),
				Quantity: 1, UnitAmount: text(r.minor / int64(r.lines))})
		}
	}
	return shown
}
