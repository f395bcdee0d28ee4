package probe

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// awaitOrder has the test purchase made, or waits for a person to make it.
func (r *run) awaitOrder(ctx context.Context) verdict {
	m := &r.k.Memory
	if r.Shopper != nil && m.OrderID == "" {
		if v := r.buy(ctx); v.state != "" {
			return v
		}
	}
	if r.Shopper == nil && m.OrderID == "" {
		r.recogniseOrder(ctx)
	}
	if m.OrderID != "" {
		r.note("Order id", m.OrderID)
		if m.Told {
			r.note("Known from", "you")
		}
		if m.Amount.Currency != "" {
			r.note("Sale amount", m.Amount.String())
		}
		return pass()
	}
	r.noteOwnClicks(ctx)
	switch {
	case r.seenSale():
		r.note("Known from", "the sale that came of it")
		return pass()
	case r.overdue(r.Patience.Order):
		return noOrder("none was seen through the link in the time that the check waits").orLater()
	}
	return wait("Open the product page through the test link, and buy something there. The check goes on by itself when the sale arrives; the order number helps if it doesn't.")
}

func (r *run) buy(ctx context.Context) verdict {
	m := &r.k.Memory
	page := m.Trail.Page
	if page.Body == nil { // a case that was begun before a restart
		trail, err := r.Walker.Walk(ctx, page.URL, ShopperAgent)
		if err != nil {
			return noOrder(err.Error())
		}
		page = trail.Page
	}
	order, err := r.Shopper.Buy(ctx, page)
	switch {
	case err != nil:
		return noOrder(err.Error())
	case order.ID == "":
		return noOrder("the shop confirmed no order id")
	}
	m.OrderID, m.Amount = order.ID, order.Amount
	return verdict{}
}

// recogniseOrder takes the order's number from what reports it.
func (r *run) recogniseOrder(ctx context.Context) {
	calls, _ := r.calls(ctx)
	for _, p := range calls {
		if p.Accepted && p.OrderID != "" && r.k.Memory.OrderID == "" {
			r.k.Memory.OrderID = p.OrderID
		}
	}
	for _, s := range r.ours(ctx) {
		if s.OrderID != "" && r.k.Memory.OrderID == "" {
			r.k.Memory.OrderID = s.OrderID
		}
	}
}

// seenSale reports whether something came of the link's clicks, with a number
// or without.
func (r *run) seenSale() bool {
	return slices.ContainsFunc(r.sales, func(s Sale) bool { return s.Ours }) || slices.ContainsFunc(r.postbacks, func(p Postback) bool { return p.Accepted })
}

// noteOwnClicks tells of the person's own click on the test link.
func (r *run) noteOwnClicks(ctx context.Context) {
	clicks, _ := r.newClicks(ctx)
	for _, c := range clicks {
		if c.ClickID != r.k.Memory.ClickID {
			r.noteTime("Opened through the link", c.At)
			if c.Browser != "" {
				r.note("In", c.Browser)
			}
		}
	}
}

func (r *run) awaitCommission(ctx context.Context) verdict {
	news := r.fresh(ctx)
	if news.NoCJ {
		return skip("Not checked, because no CJ account is connected: enter CID and token under Settings.")
	}
	m := r.k.Memory
	var strangers []Sale
	for _, s := range r.recorded(ctx) {
		switch {
		case s.Row == nil:
		case s.Ours:
			return r.judgeCommission(*s.Row)
		case m.OrderID != "" && s.OrderID == m.OrderID:
			return r.judgeCommission(*s.Row)
		case r.Shopper == nil:
			strangers = append(strangers, s)
		}
	}
	if errors.Is(news.CJ, ErrCJToken) {
		return cjToken(news.CJ).orLater()
	}
	if !r.overdue(r.Patience.Commission) || news.CJ == nil && news.CJAt.Before(r.k.Result.Steps[r.at].At) {
		for _, s := range strangers[:min(len(strangers), 5)] {
			r.note("At CJ, of no known click", fmt.Sprintf("order %s, %s", s.OrderID, s.Row.Sale))
		}
		if len(strangers) > 0 && m.OrderID == "" {
			return wait("CJ has sales of no known click since. If one of them is your order, enter its number.")
		}
		return wait("Waits for CJ's row. CJ shows a sale within minutes or hours, some brands report once a day.")
	}
	order := m.OrderID
	clicks, err := r.newClicks(ctx)
	_, cookie := r.cookie()
	switch {
	case errors.Is(news.CJ, ErrCJUnexpected):
		return cjUnexpected(news.CJ).orLater()
	case news.CJ != nil:
		return cjSilent(news.CJ).orLater()
	case news.Unread > 0:
		return unreadRow(news.Unread).orLater()
	case err != nil && m.Told && r.past != nil:
		return relaySilent(err)
	case err == nil && m.Told && len(clicks) < 2:
		return notThroughLink(order).orLater()
	case !cookie:
		return noCommissionNoCookie(order).orLater()
	}
	return noCommission(order).orLater()
}

// judgeCommission looks at whose click CJ has the sale of. A sale of ours has
// one of our click ids, or it would not be.
func (r *run) judgeCommission(c Commission) verdict {
	r.note("Commission id", c.ID)
	r.note("Shopper id", c.ShopperID)
	r.note("Sale amount", c.Sale.String())
	r.note("Network commission", c.Commission.String())
	r.note("CJ's status", c.Status)
	r.noteTime("Locks", c.LocksAt)
	if slices.ContainsFunc(r.sales, func(s Sale) bool { return s.Ours && s.Row != nil && s.Row.ID == c.ID }) {
		return pass()
	}
	if strings.TrimSpace(c.ShopperID) == "" {
		return noShopperID()
	}
	return wrongShopperID(c.ShopperID, r.k.Memory.ClickID)
}

// fresh is how current the database is, asked once in a look.
func (r *run) fresh(ctx context.Context) News {
	if r.news == nil {
		news, err := r.Desk.News(ctx)
		if err != nil {
			news.Relay = err
		}
		r.news = &news
	}
	return *r.news
}

// recorded are the sales that this computer has since the case began.
func (r *run) recorded(ctx context.Context) []Sale {
	r.fresh(ctx)
	_ = r.once("sales", func() (err error) {
		r.sales, err = r.Desk.Sales(ctx, r.k.Memory.Link.Number, r.k.Memory.OrderID, r.k.Result.StartedAt)
		r.sales = slices.DeleteFunc(r.sales, func(s Sale) bool { return s.ClickID != "" && slices.Contains(r.k.Memory.Earlier, s.ClickID) })
		return err
	})
	return r.sales
}

func (r *run) ours(ctx context.Context) (list []Sale) {
	for _, s := range r.recorded(ctx) {
		if s.Ours {
			list = append(list, s)
		}
	}
	return list
}
