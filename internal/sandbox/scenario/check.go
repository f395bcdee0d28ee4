package scenario

import (
	"fmt"
	"time"
)

// check says what can't be in a story, though each line can.
func (s Scenario) check() error {
	if len(s.Steps) == 0 {
		return fmt.Errorf("nothing happens in the story: write a step below the empty line")
	}
	bought := map[string]Action{}
	for i, step := range s.Steps {
		if err := s.checkTime(i); err != nil {
			return fmt.Errorf("line %d: %w", step.Line, err)
		}
		if err := checkOrder(bought, step.Action); err != nil {
			return fmt.Errorf("line %d: %w", step.Line, err)
		}
	}
	return nil
}

// checkTime refuses times that run backwards, as far as a story can tell.
func (s Scenario) checkTime(i int) error {
	when := s.Steps[i].When
	if i == 0 && when.Day == 0 {
		return fmt.Errorf(`the first step says on which day and when it happens, such as "day 1 10:15"`)
	}
	if when.Day == 0 {
		return nil
	}
	at := When{}
	for _, before := range s.Steps[:i] {
		switch {
		case before.When.Day > 0:
			at = before.When
		case before.When.LockDay || before.When.PayDay:
			return fmt.Errorf(`after lock day or pay day, say how much later it is, such as "2 days later"`)
		}
		at.Later += before.When.Later
	}
	if when.moment() < at.moment() {
		return fmt.Errorf("day %d is before the step above it", when.Day)
	}
	return nil
}

// moment is how long after the first midnight a time is.
func (w When) moment() time.Duration { return time.Duration(w.Day)*24*time.Hour + w.At + w.Later }

// checkOrder refuses an order that is made twice, or changed and never made.
func checkOrder(bought map[string]Action, a Action) error {
	switch a.Kind {
	case Buy, Book, Announce:
		if _, twice := bought[a.Order]; twice {
			return fmt.Errorf("%s has been bought already: give each order a number of its own", a.Order)
		}
		bought[a.Order] = a
		return nil
	}
	if a.Order == "" {
		return nil
	}
	order, made := bought[a.Order]
	switch {
	case !made:
		return fmt.Errorf("nobody has bought %s yet", a.Order)
	case (a.Kind == Accept || a.Kind == Decline) && order.Locking != MadeToOrder:
		return fmt.Errorf(`%s locks by itself: only an order that is "made to order" is accepted or declined`, a.Order)
	case order.Kind == Announce:
		return fmt.Errorf("CJ has not booked %s, so nothing can happen to it", a.Order)
	case a.Kind == Repeat && order.Silent, a.Kind == Repeat && order.Kind != Buy:
		return fmt.Errorf("the shop hasn't reported %s, so it can't do so again", a.Order)
	case a.Kind == Return && len(a.Items) > 0 && !order.has(a.Items[0]):
		return fmt.Errorf("%s has no %d %s", a.Order, a.Items[0].Quantity, a.Items[0].SKU)
	}
	if a.Other != "" {
		if _, twice := bought[a.Other]; twice {
			return fmt.Errorf("%s has been bought already: give each order a number of its own", a.Other)
		}
		order.Order = a.Other
		bought[a.Other] = order
	}
	return nil
}

func (a Action) has(back Item) bool {
	for _, item := range a.Items {
		if item.SKU == back.SKU && item.Quantity >= back.Quantity {
			return true
		}
	}
	return false
}
