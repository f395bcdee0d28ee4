package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"time"

	"linkledger/app/desktop"
	"linkledger/internal/practice"
)

// How the campaign starts itself as the program that it kills.
const (
	envProfile = "LINKLEDGER_CAMPAIGN_PROFILE"
	envSeed    = "LINKLEDGER_CAMPAIGN_SEED"
)

// What a worker says, a line each, once the application has answered.
const (
	saidReady    = "ready"
	saidMember   = "member"
	saidPaid     = "paid"
	saidBackup   = "backup"
	saidRestored = "restored"
)

// worker works on a profile as a person does, until it is killed.
type worker struct {
	app    *desktop.App
	random *rand.Rand
	seed   uint64
	n      int
}

// work runs as the program that is killed, when the campaign started it so.
func work(ctx context.Context) (asked bool, err error) {
	dir := os.Getenv(envProfile)
	if dir == "" {
		return false, nil
	}
	seed, err := strconv.ParseUint(os.Getenv(envSeed), 10, 64)
	if err != nil {
		return true, err
	}
	app, err := openProfile(ctx, dir)
	if err != nil {
		return true, err
	}
	w := &worker{app: app, random: rand.New(rand.NewPCG(seed, 1)), seed: seed}
	fmt.Println(saidReady)
	for {
		if err := w.step(ctx); err != nil {
			return true, err
		}
	}
}

func (w *worker) step(ctx context.Context) error {
	switch n := w.random.IntN(100); {
	case n < 45:
		return w.save()
	case n < 65:
		return w.app.Sync(ctx)
	case n < 80:
		return w.buy(ctx)
	case n < 87:
		return w.pay(ctx)
	case n < 94:
		if _, err := w.app.Backups.Now(); err != nil {
			return err
		}
		fmt.Println(saidBackup)
		return nil
	}
	return w.restore()
}

func (w *worker) save() error {
	w.n++
	name := fmt.Sprintf("Member-%x-%d", w.seed, w.n)
	if _, err := w.app.Members.Save(desktop.MemberForm{Name: name}); err != nil {
		return err
	}
	fmt.Println(saidMember, name)
	return nil
}

func (w *worker) buy(ctx context.Context) error {
	links, err := w.app.Links.List(desktop.LinkFilter{})
	if err != nil || len(links) == 0 {
		return errors.Join(err, errors.New("the profile has no link"))
	}
	shopper := practice.NewShopper(practice.Chrome)
	visit, err := shopper.Click(ctx, links[w.random.IntN(len(links))].URL)
	if err == nil {
		_, err = shopper.Buy(ctx, visit.Landing, visit.Page, 1)
	}
	return err
}

// pay goes on to CJ's payday and pays whoever can be paid.
func (w *worker) pay(ctx context.Context) error {
	if _, err := w.app.Practice.Advance(practice.ToLock); err != nil {
		return nil // no open sale
	}
	state, err := w.app.Practice.Advance(practice.ToPayday)
	if err != nil {
		return nil
	}
	if state.CJPaid.Minor != "0" {
		if _, err := w.app.Payments.RecordReceipt(desktop.ReceiptForm{Source: "cj", Amount: state.CJPaid.Text, Day: state.Now[:10]}); err != nil {
			return err
		}
	}
	if err := w.app.Sync(ctx); err != nil {
		return err
	}
	plan, err := w.app.Payments.Plan()
	if err != nil || plan.Stopped != "" {
		return err
	}
	var members []string
	for _, line := range plan.Lines {
		if line.Blocked == "" {
			members = append(members, line.MemberID)
		}
	}
	if len(members) == 0 {
		return nil
	}
	paid, err := w.app.Payments.Make(members)
	if err != nil {
		return err
	}
	fmt.Println(saidPaid, paid.Row.ID)
	return nil
}

func (w *worker) restore() error {
	list, err := w.app.Backups.List()
	if err != nil {
		return err
	}
	if _, err := w.app.Backups.Restore(list.Items[w.random.IntN(len(list.Items))].ID); err != nil {
		return err
	}
	for _, wrong := range frozen(w.app) {
		fmt.Println("broken: after a restore", wrong)
	}
	fmt.Println(saidRestored)
	return nil
}

// settleIn makes the profile that is worked on: an offer, two members with a
// link each, a sale, and a first backup.
func settleIn(ctx context.Context, dir string) (err error) {
	app, err := openProfile(ctx, dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, app.Close()) }()
	options, err := app.Offers.Options()
	if err != nil {
		return err
	}
	offer, err := app.Offers.Save(desktop.OfferForm{Name: "Wool throw", ConversionType: "sale", PayoutOption: "cps", PayoutPercent: "10",
		Protocol: "server_postback_tid", OfferURL: options.Destinations[0].Value})
	if err != nil {
		return err
	}
	var members []string
	for _, name := range []string{"Maya", "Jonas"} {
		m, err := app.Members.Save(desktop.MemberForm{Name: name, Payee: name + "@member.example"})
		if err != nil {
			return err
		}
		members = append(members, m.ID)
	}
	if err := app.Sync(ctx); err != nil {
		return err
	}
	run, err := app.Links.GenerateAll(desktop.LinkBulkForm{OfferIDs: []string{offer.Row.ID}, Who: "members", MemberIDs: members})
	looks := time.NewTicker(10 * time.Millisecond)
	defer looks.Stop()
	for err == nil && run.State == "running" {
		select {
		case <-looks.C:
			run, err = app.Links.GenerateState(run.ID)
		case <-ctx.Done():
			err = ctx.Err()
		}
	}
	if err == nil && run.Made != len(members) {
		err = fmt.Errorf("%d links for %d members: %s", run.Made, len(members), run.Error)
	}
	if err != nil {
		return err
	}
	if err := app.Sync(ctx); err != nil {
		return err
	}
	if err := (&worker{app: app, random: rand.New(rand.NewPCG(1, 1))}).buy(ctx); err != nil {
		return err
	}
	_, err = app.Backups.Now()
	return err
}
