package scenario

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// A sentence is a form of words and what it means.
type sentence struct {
	form *regexp.Regexp
	read func(a *Action, parts map[string]string) error
}

// The words that sentences are made of.
var blanks = strings.NewReplacer(
	"LINK", `(?:(?P<link>[a-z][a-z0-9-]{0,30})'s link|(?P<test>the test link))`,
	"ORDER", `(?P<order>[A-Z][A-Z0-9]{0,9}-[A-Z0-9]{1,20})`,
	"OTHER", `(?P<other>[A-Z][A-Z0-9]{0,9}-[A-Z0-9]{1,20})`,
	"AMOUNT", `(?P<amount>[0-9]{1,9}\.[0-9]{2})`,
	"ITEMS", `(?P<items>[0-9]{1,3} [a-z0-9-]+ at [0-9]{1,9}\.[0-9]{2}(?: and [0-9]{1,3} [a-z0-9-]+ at [0-9]{1,9}\.[0-9]{2}){0,99})`,
	"PIECES", `(?P<pieces>[0-9]{1,3}) (?P<sku>[a-z0-9-]+)`,
	"WHY", `(?:, because (?P<why>[a-z' ]+))?`,
	"OPTIONS", `(?P<options>(?:, .+)?)`,
)

func form(text string) *regexp.Regexp { return regexp.MustCompile(`^` + blanks.Replace(text) + `$`) }

// sentences are all there are; the README lists them for a person.
var sentences = []sentence{
	{form(`someone clicks LINK`), kind(Click)},
	{form(`someone buys ORDER for AMOUNT through (?:LINK|(?P<stranger>a stranger's link)|(?P<none>no link))OPTIONS`), buy},
	{form(`someone buys ORDER: ITEMS through (?:LINK|(?P<stranger>a stranger's link)|(?P<none>no link))OPTIONS`), buy},
	{form(`the shop reports ORDER again(?: as OTHER)?`), kind(Repeat)},
	{form(`CJ books ORDER for AMOUNT through LINK`), kind(Book)},
	{form(`CJ reports ORDER for AMOUNT through LINK, and books nothing`), kind(Announce)},
	{form(`(?:AMOUNT|PIECES|all) of ORDER comes backWHY`), kind(Return)},
	{form(`CJ takes AMOUNT off ORDER`), kind(Lower)},
	{form(`CJ takes (?:AMOUNT|all) of ORDER back by hand`), kind(TakeBack)},
	{form(`the brand puts ORDER off`), kind(PutOff)},
	{form(`the brand accepts ORDER`), kind(Accept)},
	{form(`the brand declines ORDERWHY`), kind(Decline)},
	{form(`CJ gives a bonus of AMOUNT`), kind(Bonus)},
	{form(`CJ takes a bonus of AMOUNT back`), func(a *Action, parts map[string]string) error {
		a.Kind, a.Amount = Bonus, "-"+a.Amount
		return nil
	}},
	{form(`from now on (?P<habit>.+)`), habit},
	{form(`CJ locks what is due`), kind(Lock)},
	{form(`CJ pays what is locked`), kind(Pay)},
}

// readSentence finds the form that a text has.
func readSentence(text string) (a Action, err error) {
	for _, s := range sentences {
		match := s.form.FindStringSubmatch(text)
		if match == nil {
			continue
		}
		parts := map[string]string{}
		for i, name := range s.form.SubexpNames() {
			if match[i] != "" {
				parts[name] = match[i]
			}
		}
		a.Link, a.Order, a.Other, a.Amount = parts["link"], parts["order"], parts["other"], parts["amount"]
		if parts["test"] != "" {
			a.Link = "test"
		}
		if parts["pieces"] != "" {
			n, err := quantity(parts["pieces"])
			if err != nil {
				return a, err
			}
			a.Items = []Item{{SKU: parts["sku"], Quantity: n}}
		}
		if why := parts["why"]; why != "" {
			if a.Reason = reasons[why]; a.Reason == "" {
				return a, fmt.Errorf("%q is no reason that CJ knows: use one of %s", why, words(reasons))
			}
		}
		return a, s.read(&a, parts)
	}
	return a, fmt.Errorf("%q is not understood: see README.md for the sentences there are", text)
}

func kind(k Kind) func(*Action, map[string]string) error {
	return func(a *Action, _ map[string]string) error {
		a.Kind = k
		return nil
	}
}

func habit(a *Action, parts map[string]string) error {
	a.Kind, a.Habit = FromNowOn, habits[parts["habit"]]
	if a.Habit == "" {
		return fmt.Errorf("%q is nothing that can be from now on: use one of %s", parts["habit"], words(habits))
	}
	return nil
}

func buy(a *Action, parts map[string]string) (err error) {
	a.Kind, a.Stranger = Buy, parts["stranger"] != ""
	if parts["items"] != "" {
		for item := range strings.SplitSeq(parts["items"], " and ") {
			count, rest, _ := strings.Cut(item, " ")
			sku, price, _ := strings.Cut(rest, " at ")
			n, err := quantity(count)
			if err != nil {
				return err
			}
			a.Items = append(a.Items, Item{SKU: sku, Quantity: n, Price: price})
		}
	}
	for option := range strings.SplitSeq(strings.TrimPrefix(parts["options"], ", "), ", ") {
		if option != "" && err == nil {
			err = a.option(option)
		}
	}
	if err == nil && a.Reported != "" && (a.Silent || len(a.Items) > 0) {
		err = fmt.Errorf("an order that isn't reported, or has items, can't be reported as another amount")
	}
	return err
}

var (
	withCode   = regexp.MustCompile(`^with code ([A-Za-z0-9]{1,30})$`)
	daysLate   = regexp.MustCompile(`^reported ([0-9]{1,2}) days late$`)
	reportedAs = regexp.MustCompile(`^reported as ([0-9]{1,9}\.[0-9]{2})$`)
)

func (a *Action) option(text string) error {
	switch text {
	case "as a new customer":
		a.Customer = "new"
	case "as a returning customer":
		a.Customer = "returning"
	case "from the marketplace":
		a.Locking = Marketplace
	case "as a gift card":
		a.Locking = GiftCard
	case "made to order":
		a.Locking = MadeToOrder
	case "not reported":
		a.Silent = true
	default:
		if m := withCode.FindStringSubmatch(text); m != nil {
			a.Code = m[1]
		} else if m := daysLate.FindStringSubmatch(text); m != nil {
			a.DaysLate, _ = strconv.Atoi(m[1]) // the form has two digits
		} else if m := reportedAs.FindStringSubmatch(text); m != nil {
			a.Reported = m[1]
		} else {
			return fmt.Errorf("%q is not understood after a sale: see README.md for what can stand there", text)
		}
	}
	return nil
}

func quantity(text string) (int, error) {
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		return 0, fmt.Errorf("%q pieces can't be: give 1 to 999", text)
	}
	return n, nil
}
