package probe

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"linkledger/internal/money"
)

// A refused postback may be followed by a good one, since callers try again;
// but not for long.
const triesAfterRefusal = 3

func (r *run) buy(ctx context.Context) verdict {
	order, err := r.Shopper.Buy(ctx, r.trail.Page)
	switch {
	case err != nil:
		return noOrder(err.Error())
	case order.ID == "":
		return noOrder("the shop confirmed no order id")
	}
	r.order = order
	r.note("Order id", order.ID)
	if order.Amount.Currency != "" {
		r.note("Sale amount", order.Amount.String())
	}
	return pass()
}

func (r *run) awaitCommission(ctx context.Context) verdict {
	if r.CJ == nil {
		return skip("Not checked, because no CJ account is connected: enter CID and token under Settings.")
	}
	err := r.await(ctx, r.Tries, func() (found bool, err error) {
		r.commission, found, err = r.CJ.Commission(ctx, r.click.ClickID, r.order.ID)
		return found, err
	})
	switch {
	case errors.Is(err, errGaveUp) && !r.cookieSet():
		return noCommissionNoCookie(r.order.ID)
	case errors.Is(err, errGaveUp):
		return noCommission(r.order.ID)
	case err != nil:
		return cjSilent(err)
	}
	c := r.commission
	r.note("Commission id", c.ID)
	r.note("Shopper id", c.ShopperID)
	r.note("Sale amount", c.Sale.String())
	r.note("Network commission", c.Commission.String())
	r.note("Status at CJ", c.Status)
	if !c.LocksAt.IsZero() {
		r.note("Locks at", c.LocksAt.UTC().Format(time.RFC3339))
	}
	switch {
	case c.ShopperID == "":
		return noShopperID()
	case !strings.EqualFold(c.ShopperID, r.click.ClickID):
		return wrongShopperID(c.ShopperID, r.click.ClickID)
	}
	return pass()
}

func (r *run) awaitPostback(ctx context.Context) verdict {
	// Without a commission the postback has little reason to come: one look
	// tells whether it did.
	tries := r.Tries
	hopeless := r.CJ != nil && !r.passed(StepCommission)
	if hopeless {
		tries = 1
	}
	var refused, accepted []Postback
	looksLeft := triesAfterRefusal
	err := r.await(ctx, tries, func() (bool, error) {
		calls, err := r.Relay.Postbacks(ctx, r.click.ClickID)
		refused, accepted = part(calls, r.click.At)
		if len(refused) > 0 {
			looksLeft--
		}
		return len(accepted) > 0 || looksLeft == 0, err
	})
	switch {
	case len(accepted) > 0:
		return r.acceptPostback(accepted)
	case len(refused) > 0:
		r.notePostback(refused[0])
		return postbackRefused(refused[0])
	case errors.Is(err, errGaveUp) && hopeless:
		return skip("No postback has come, as could be expected without a right commission.")
	case errors.Is(err, errGaveUp):
		return noPostback()
	default:
		return relaySilent(err)
	}
}

func (r *run) acceptPostback(accepted []Postback) verdict {
	r.postback = accepted[0]
	r.notePostback(r.postback)
	if n := len(accepted); n > 1 {
		r.note("Received", fmt.Sprintf("%d times; repeats are counted once", n))
	}
	return pass()
}

func (r *run) notePostback(p Postback) {
	r.note("Received at", p.At.UTC().Format(time.RFC3339))
	r.note("Query", p.Query)
	r.note("Relay's reply", p.Reply)
}

// part divides the calls since a click; the relay's clock told both times.
func part(calls []Postback, since time.Time) (refused, accepted []Postback) {
	for _, p := range calls {
		switch {
		case p.Accepted:
			accepted = append(accepted, p)
		case !p.At.Before(since):
			refused = append(refused, p)
		}
	}
	return refused, accepted
}

func (r *run) awaitConversion(ctx context.Context) verdict {
	err := r.await(ctx, r.Tries, func() (found bool, err error) {
		synced := r.Desk.Sync(ctx)
		r.conversion, found, err = r.Desk.Conversion(ctx, r.click.ClickID)
		return found, errors.Join(synced, err)
	})
	switch {
	case errors.Is(err, errGaveUp):
		return notSynced("")
	case err != nil:
		return notSynced(err.Error())
	}
	r.note("Conversion", r.conversion.ID)
	r.note("Status", r.conversion.Status)
	return pass()
}

func (r *run) judgeAmounts(context.Context) verdict {
	c := r.conversion
	r.note("Sale amount", c.Sale.String())
	if r.commission.Commission.Currency != "" {
		r.note("Network commission", r.commission.Commission.String())
	}
	r.note("Member payout", c.Payout.String())
	if c.Explanation != "" {
		r.note("Worked out as", c.Explanation)
	}
	bought := r.order.Amount
	if bought.Currency == "" {
		bought = r.commission.Sale // the shop showed no amount: CJ's is the best there is
	}
	for _, reported := range []struct {
		by     string
		amount money.Amount
	}{
		{"CJ", r.commission.Sale},
		{"The postback", postbackSale(r.postback.Query, bought.Currency)},
		{"This computer", c.Sale},
	} {
		if bought.Currency != "" && reported.amount.Currency != "" && reported.amount != bought {
			return amountDiffers(reported.by, reported.amount, bought)
		}
	}
	if !c.Test {
		return notMarkedTest("conversion")
	}
	r.note("Marked as", "test: left out of figures and payments")
	return pass()
}

// saleParams are the names under which networks report a sale amount.
var saleParams = []string{"amount", "sale_amount", "saleamount"}

// postbackSale reads the sale amount that a postback named; the zero Amount
// when it names none that can be compared.
func postbackSale(query string, c money.Currency) money.Amount {
	values, err := url.ParseQuery(strings.TrimPrefix(query, "?"))
	if err != nil || c == "" {
		return money.Amount{}
	}
	if given := values.Get("currency"); given != "" && !strings.EqualFold(given, string(c)) {
		return money.Amount{}
	}
	for _, name := range saleParams {
		if amount, err := money.Parse(values.Get(name), c); err == nil {
			return amount
		}
	}
	return money.Amount{}
}
