package practice

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"linkledger/internal/money"
	"linkledger/internal/sandbox"
	"linkledger/internal/sandbox/commission"
	"linkledger/internal/sandbox/scenario"
)

// soldOrder is an order of a story, as the shop knows it.
type soldOrder struct {
	id       string
	bought   scenario.Action
	time     time.Time
	cjevent  string       // "" when the shop knows no click
	amount   money.Amount // what the order was worth
	reported money.Amount // what the shop tells CJ
	off      money.Amount // what came back without being a line of its own
	lines    []scenario.Item
}

// again is the same order under another number.
func (o *soldOrder) again(id string) *soldOrder {
	other := *o
	other.id, other.lines = id, slices.Clone(o.lines)
	return &other
}

// sold is a new order, after its click.
func (p *player) sold(ctx context.Context, a scenario.Action) (*soldOrder, error) {
	order := &soldOrder{id: a.Order, bought: a, lines: slices.Clone(a.Items), off: money.New(0, "USD")}
	var err error
	if order.amount, err = usd(a.Amount); err != nil {
		return nil, err
	}
	for _, item := range a.Items {
		price, err := usd(item.Price)
		if err != nil {
			return nil, err
		}
		order.amount = money.New(order.amount.Minor+price.Minor*int64(item.Quantity), "USD")
	}
	order.reported = order.amount
	if a.Reported != "" {
		if order.reported, err = usd(a.Reported); err != nil {
			return nil, err
		}
	}
	if a.Link != "" || a.Stranger {
		if order.cjevent, err = p.click(ctx, a); err != nil {
			return nil, err
		}
	}
	order.time = p.world.Clock.Now()
	return order, nil
}

// click follows a link to the shop, and is CJ's name for the click.
func (p *player) click(ctx context.Context, a scenario.Action) (cjevent string, err error) {
	link := p.links[a.Link]
	if a.Stranger {
		link = p.world.ShopURL() + p.world.Sandbox.Ads()[0].ClickPath() + "?sid=notoneofours"
	}
	visit, err := NewShopper(Chrome).Click(ctx, link)
	if err != nil {
		return "", err
	}
	if cjevent = visit.Landing.Query().Get("cjevent"); cjevent == "" {
		return "", fmt.Errorf("the link led to %s, without CJ's click id", visit.Landing)
	}
	return cjevent, nil
}

func (o *soldOrder) forShop() sandbox.Order {
	return sandbox.Order{ID: o.id, Amount: o.amount, CJEvent: o.cjevent, Buyer: sandbox.Buyer{Coupon: o.bought.Code}}
}

// report is the shop's conversion call.
func (p *player) report(ctx context.Context, o *soldOrder) error {
	call := url.Values{"CID": {p.world.Sandbox.Advertiser()}, "TYPE": {p.tracker(o)}, "METHOD": {"S2S"}, "CJEVENT": {o.cjevent},
		"EVENTTIME": {o.time.Format(time.RFC3339)}, "OID": {o.id}, "CURRENCY": {"USD"}, "COUPON": {o.bought.Code}}
	switch o.bought.Customer {
	case "new":
		call.Set("CUST_STATUS", commission.CustNew)
	case "returning":
		call.Set("CUST_STATUS", commission.CustReturn)
	}
	if len(o.bought.Items) == 0 {
		call.Set("AMOUNT", o.reported.Text())
	}
	for i, item := range o.bought.Items {
		n := strconv.Itoa(i + 1)
		call.Set("ITEM"+n, item.SKU)
		call.Set("AMT"+n, item.Price)
		call.Set("QTY"+n, strconv.Itoa(item.Quantity))
	}
	_, err := p.send(ctx, http.MethodGet, p.world.ShopURL()+"/u?"+call.Encode(), "", nil)
	return err
}

// tracker is the brand's action that locks as the order does.
func (p *player) tracker(o *soldOrder) string {
	method := map[scenario.Locking]commission.Method{scenario.Marketplace: commission.FixedDuration, scenario.GiftCard: commission.Immediate,
		scenario.MadeToOrder: commission.OpenEnded, scenario.Standard: commission.FixedDate}[o.bought.Locking]
	for _, t := range p.world.Sandbox.Trackers() {
		if t.Method == method {
			return t.ID
		}
	}
	return ""
}

// takeBack lowers the order by what came back, and says how much that was; the
// zero value is all of it.
func (o *soldOrder) takeBack(a scenario.Action) (money.Amount, error) {
	if len(a.Items) == 0 {
		amount, err := usd(a.Amount)
		o.off.Minor += amount.Minor
		return amount, err
	}
	for i := range o.lines {
		line := &o.lines[i]
		if line.SKU != a.Items[0].SKU || line.Quantity < a.Items[0].Quantity {
			continue
		}
		price, err := usd(line.Price)
		if err != nil {
			return price, err
		}
		price.Minor *= int64(a.Items[0].Quantity)
		if line.Quantity -= a.Items[0].Quantity; line.Quantity == 0 {
			o.lines = slices.Delete(o.lines, i, i+1)
		}
		if len(o.lines) == 0 {
			return money.Amount{}, nil
		}
		return price, nil
	}
	return money.Amount{}, fmt.Errorf("%s has no %d %s left", o.id, a.Items[0].Quantity, a.Items[0].SKU)
}

// correct is the brand's call of CJ's order API, with all that still stands.
func (p *player) correct(ctx context.Context, mutation string, o *soldOrder, reason, status string) error {
	cj := p.world.CJ()
	order := map[string]any{"enterpriseId": cj.Advertiser.CID, "actionTrackerId": p.tracker(o), "orderId": o.id,
		"updateTime": p.world.Clock.Now().Add(-time.Second).Format(time.RFC3339)}
	if order["correctionReason"] = reason; reason == "" {
		order["correctionReason"] = "ReturnedMerchandise"
	}
	if status != "" {
		order["status"] = status
	}
	argument := "cancelledOrders"
	if mutation == "restateOrders" {
		argument = "restatedOrders"
		var items []any
		for _, line := range o.lines {
			items = append(items, map[string]any{"sku": line.SKU, "unitPrice": line.Price, "quantity": line.Quantity})
		}
		if order["discount"] = o.off.Text(); items != nil {
			order["items"] = items
		} else {
			order["amount"] = o.reported.Text()
		}
	}
	body, err := json.Marshal(map[string]any{
		"query":     "mutation ($orders: [Order!]!) { " + mutation + "(" + argument + ": $orders) { submissionId } }",
		"variables": map[string]any{"orders": []any{order}},
	})
	if err != nil {
		return err
	}
	text, err := p.send(ctx, http.MethodPost, cj.Orders, cj.Advertiser.Token, body)
	if err != nil {
		return err
	}
	var answer struct{ Errors []struct{ Message string } }
	if err := json.Unmarshal(text, &answer); err != nil {
		return err
	}
	if len(answer.Errors) > 0 {
		return fmt.Errorf("CJ's order API: %s", answer.Errors[0].Message)
	}
	return p.processed()
}

// processed asks what became of the last order, which CJ itself doesn't say.
func (p *player) processed() error {
	calls := p.world.Sandbox.ConversionCalls()
	if last := calls[len(calls)-1]; last.Outcome != "restated" && last.Outcome != "cancelled" {
		return fmt.Errorf("CJ, of %s: %s", last.OrderID, last.Outcome)
	}
	return nil
}

func (p *player) send(ctx context.Context, method, target, token string, body []byte) ([]byte, error) {
	request, err := http.NewRequestWithContext(ctx, method, target, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	if token != "" {
		request.Header.Set("Authorization", "Bearer "+token)
		request.Header.Set("Content-Type", "application/json")
	}
	client := http.Client{Timeout: 15 * time.Second, Transport: &http.Transport{DisableKeepAlives: true}}
	response, err := client.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(io.LimitReader(response.Body, pageSize))
	if err == nil && response.StatusCode != http.StatusOK {
		err = fmt.Errorf("CJ answered %d: %s", response.StatusCode, bytes.TrimSpace(text))
	}
	return text, err
}
