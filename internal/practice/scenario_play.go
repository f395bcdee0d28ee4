package practice

import (
	"context"
	"fmt"
	"time"

	"linkledger/internal/money"
	"linkledger/internal/sandbox/commission"
	"linkledger/internal/sandbox/scenario"
)

// act does what a step says.
func (p *player) act(ctx context.Context, a scenario.Action) error {
	box := p.world.Sandbox
	switch a.Kind {
	case scenario.Click:
		_, err := p.click(ctx, a)
		return err
	case scenario.Buy:
		return p.buy(ctx, a)
	case scenario.Book:
		order, err := p.sold(ctx, a)
		if err != nil {
			return err
		}
		p.orders[a.Order] = order
		return p.report(ctx, order)
	case scenario.Repeat:
		if a.Other != "" {
			p.orders[a.Other] = p.orders[a.Order].again(a.Other)
			return p.report(ctx, p.orders[a.Other])
		}
		return p.report(ctx, p.orders[a.Order])
	case scenario.Announce:
		return p.announce(ctx, a)
	case scenario.Return:
		return p.comesBack(ctx, a)
	case scenario.Lower:
		amount, err := usd(a.Amount)
		if err != nil {
			return err
		}
		p.orders[a.Order].off.Minor += amount.Minor
		if err := box.RefundOrder(a.Order, amount); err != nil {
			return err
		}
		return box.LowerOrder(a.Order, amount, commission.Returned)
	case scenario.TakeBack:
		amount, err := usd(a.Amount)
		if err != nil {
			return err
		}
		return box.AdjustOrder(a.Order, amount, commission.OtherReason)
	case scenario.PutOff:
		return box.ExtendOrder(a.Order)
	case scenario.Accept:
		return p.correct(ctx, "restateOrders", p.orders[a.Order], a.Reason, "Accepted")
	case scenario.Decline:
		return p.correct(ctx, "cancelOrders", p.orders[a.Order], a.Reason, "Declined")
	case scenario.Bonus:
		amount, err := usd(a.Amount)
		if err != nil {
			return err
		}
		return box.GiveBonus(amount, "")
	case scenario.FromNowOn:
		return p.habit(a.Habit)
	case scenario.Lock, scenario.Pay: // the clock did it
		return nil
	}
	return fmt.Errorf("a step of the kind %q can't be played", a.Kind)
}

func (p *player) buy(ctx context.Context, a scenario.Action) error {
	order, err := p.sold(ctx, a)
	if err != nil {
		return err
	}
	if err := p.world.Sandbox.TakeOrder(order.forShop()); err != nil {
		return err
	}
	p.orders[a.Order] = order
	switch {
	case a.Silent || order.cjevent == "": // a shop that knows no click doesn't call
		return nil
	case a.DaysLate > 0:
		p.late = append(p.late, lateReport{due: p.world.Clock.Now().Add(time.Duration(a.DaysLate) * aDay), make: func(ctx context.Context) error {
			return p.report(ctx, order)
		}})
		return nil
	}
	return p.report(ctx, order)
}

// announce makes CJ call for a sale that it doesn't book.
func (p *player) announce(ctx context.Context, a scenario.Action) error {
	if _, err := p.click(ctx, a); err != nil {
		return err
	}
	amount, err := usd(a.Amount)
	if err != nil {
		return err
	}
	clicks := p.world.Sandbox.Clicks()
	last := clicks[len(clicks)-1]
	return p.world.Sandbox.SendPostback(last.AID, last.SID, a.Order, amount)
}

// comesBack tells CJ what is left of an order, or that nothing is.
func (p *player) comesBack(ctx context.Context, a scenario.Action) error {
	order := p.orders[a.Order]
	amount, err := order.takeBack(a)
	if err != nil {
		return err
	}
	if err := p.world.Sandbox.RefundOrder(a.Order, amount); err != nil {
		return err
	}
	if amount == (money.Amount{}) {
		return p.correct(ctx, "cancelOrders", order, a.Reason, "")
	}
	return p.correct(ctx, "restateOrders", order, a.Reason, "")
}

// habit makes CJ or the shop behave in a way from now on.
func (p *player) habit(h scenario.Habit) error {
	if h == scenario.AllIsWell {
		return p.wellAgain()
	}
	p.habits = append(p.habits, string(h))
	return p.world.SetFault(string(h), true)
}

func (p *player) wellAgain() error {
	for _, name := range p.habits {
		if err := p.world.SetFault(name, false); err != nil {
			return err
		}
	}
	p.habits = nil
	return nil
}

// usd reads an amount of a story; "" is the zero value.
func usd(text string) (money.Amount, error) {
	if text == "" {
		return money.Amount{}, nil
	}
	return money.Parse(text, "USD")
}
