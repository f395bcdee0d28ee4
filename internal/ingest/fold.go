package ingest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/relayapi"
)

// Folder turns entries into the state of a device. It decides by the log
// alone, so that every device comes to the same state.
type Folder struct {
	Workspace string
	Keys      *relayapi.Keyring
	Zone      *time.Location // the workspace's; days are cut in it
	ClickKeys affiliate.ClickKeys

	plans   plans // of the transaction; nil keeps none
	credits credits
	fact    fact // that is folded now
}

// errBody says that a body can't be read or makes no sense; the entry is kept
// and reported, and does not stop those after it.
var errBody = errors.New("the entry can't be read")

// schemas are the newest shapes of bodies that this program reads.
var schemas = map[string]int{
	relayapi.KindClicks: 1, relayapi.KindConversion: 1, relayapi.KindClaim: 1,
	relayapi.KindCJ: affiliate.CommissionSchema, relayapi.KindChange: affiliate.ChangeSchema, relayapi.KindKey: relayapi.KeySchema,
}

// Entry folds one entry, all of it or nothing. Kinds and nouns that this
// program does not know are kept for a newer one.
func (f Folder) Entry(ctx context.Context, tx Tx, e affiliate.Entry) error {
	known, err := tx.On(ctx, affiliate.Day(e.Time, f.Zone), e.Device == relayapi.RelayDevice)
	if err != nil {
		return err
	}
	newest, readable := schemas[e.Kind]
	switch {
	case !readable:
		return nil
	case e.Schema > newest:
		return tx.Problem(ctx, "A newer Linkledger wrote it: update this one.", f.money(e))
	}
	err = tx.Try(ctx, func() error { return f.by(e, known).surely(ctx, tx, e) })
	if err != nil {
		clear(f.plans) // a rule of it does not stand
		clear(f.credits)
	}
	if errors.Is(err, errPanic) {
		return tx.Problem(ctx, err.Error(), true)
	}
	if errors.Is(err, errBody) || affiliate.Code(err) == affiliate.Invalid {
		return tx.Problem(ctx, err.Error(), f.money(e))
	}
	return err
}

// errPanic says that an entry met a mistake of this program.
var errPanic = errors.New("This program could not deal with the entry and left it out. Look for an update, and report it with this text")

// surely folds an entry; one that this program is not up to is left out, the
// same on every device, so that no entry keeps it from starting.
func (f Folder) surely(ctx context.Context, tx Tx, e affiliate.Entry) (err error) {
	defer func() {
		if met := recover(); met != nil {
			err = fmt.Errorf("%w: %v", errPanic, met)
		}
	}()
	return f.fold(ctx, tx, e)
}

// money reports whether an entry that was not folded may have moved money; a
// change that can't be read may have.
func (f Folder) money(e affiliate.Entry) bool {
	switch e.Kind {
	case relayapi.KindConversion, relayapi.KindCJ, relayapi.KindClaim, relayapi.KindClicks:
		return true
	case relayapi.KindChange:
		plain, err := f.open(e)
		if err != nil {
			return true
		}
		c, err := affiliate.ParseChange(plain)
		if err != nil {
			return true
		}
		switch c.Noun {
		case affiliate.NounGroup, affiliate.NounDevice, affiliate.NounConflict, // of which payouts know nothing
			affiliate.NounOrderImport, affiliate.NounShopOrders, affiliate.NounCaseDecision, affiliate.NounMonthClose:
			return false
		case affiliate.NounSetting:
			return c.Key != affiliate.SettingCJPayments && // it tells what to expect
				c.Key != affiliate.SettingClickRules && // what it changes comes as clicks
				!strings.HasPrefix(c.Key, affiliate.SettingJudgingPrefix) &&
				!strings.HasPrefix(c.Key, affiliate.SettingSetupPrefix) // and these what people have set up
		}
		return true // also what only a newer program knows
	}
	return false
}

func (f Folder) fold(ctx context.Context, tx Tx, e affiliate.Entry) error {
	switch e.Kind {
	case relayapi.KindClicks:
		return f.telling().clicks(ctx, tx, e)
	case relayapi.KindConversion:
		return f.telling().reported(ctx, tx, e)
	case relayapi.KindClaim:
		body, err := read[relayapi.ClaimBody](e.Body)
		if err != nil {
			return err
		}
		return tx.Claim(ctx, affiliate.PaymentID(body.PaymentID), body.Keys, body.Action == relayapi.Release)
	case relayapi.KindCJ:
		plain, err := f.open(e)
		if err != nil {
			return err
		}
		row, err := read[affiliate.CommissionRow](plain)
		if err != nil {
			return err
		}
		return f.telling().commission(ctx, tx, row, e.Schema)
	case relayapi.KindChange:
		plain, err := f.open(e)
		if err != nil {
			return err
		}
		change, err := affiliate.ParseChange(plain)
		if err != nil {
			return fmt.Errorf("%w: %w", errBody, err)
		}
		return f.change(ctx, tx, e, change)
	case relayapi.KindKey:
		return f.keyChange(ctx, tx, e)
	}
	return nil
}

// open reads a sealed body. One that this device's keys can't open stops the
// fold: going on without it would make other books than the other devices'.
func (f Folder) open(e affiliate.Entry) ([]byte, error) {
	plain, err := f.Keys.Open(f.Workspace, wire(e))
	return plain, unopened(e, err)
}

func (f Folder) change(ctx context.Context, tx Tx, e affiliate.Entry, c affiliate.Change) error {
	if !affiliate.Guarded(c) {
		return f.apply(ctx, tx, e, c)
	}
	if c.Noun == affiliate.NounDecision {
		if _, found, err := tx.Conversion(ctx, affiliate.ConversionID(c.Key)); err != nil || !found {
			return errors.Join(err, tx.Problem(ctx, "A decision on a conversion that is not in the log was left out.", false))
		}
	}
	if nothing, err := saysNothing(ctx, tx, c); err != nil || nothing {
		return err
	}
	stands, err := tx.Version(ctx, c.Noun, c.Key)
	if err != nil {
		return err
	}
	if c.Expected != "" && c.Expected != stands {
		return tx.Conflict(ctx, c)
	}
	if err := f.apply(ctx, tx, e, c); err != nil {
		return err
	}
	return tx.PutVersion(ctx, c)
}

func (f Folder) apply(ctx context.Context, tx Tx, e affiliate.Entry, c affiliate.Change) error {
	switch c.Noun {
	case affiliate.NounRule:
		return f.rule(ctx, tx, c)
	case affiliate.NounSetting:
		return f.setting(ctx, tx, e, c)
	case affiliate.NounMember:
		return f.member(ctx, tx, e, c)
	case affiliate.NounLink:
		return f.link(ctx, tx, e, c)
	case affiliate.NounOffer:
		return f.offer(ctx, tx, e, c)
	case affiliate.NounGroup:
		return tx.Apply(ctx, c)
	case affiliate.NounDecision:
		return f.decision(ctx, tx, e, c)
	case affiliate.NounPayment:
		return f.payment(ctx, tx, e, c)
	case affiliate.NounReceipt:
		return f.receipt(ctx, tx, e, c)
	case affiliate.NounNames:
		return f.receiptNames(ctx, tx, c)
	case affiliate.NounAdjustment:
		return f.adjustment(ctx, tx, e, c)
	case affiliate.NounOpening:
		return f.opening(ctx, tx, c)
	case affiliate.NounOrderImport:
		return f.orderImport(ctx, tx, c)
	case affiliate.NounShopOrders:
		return f.shopOrders(ctx, tx, c)
	case affiliate.NounCaseDecision:
		return f.caseDecision(ctx, tx, c)
	case affiliate.NounMonthClose:
		return f.monthClose(ctx, tx, e, c)
	case affiliate.NounDevice:
		if c.Key != e.Device { // else it could put its own public key in another's place
			return tx.Problem(ctx, "A device spoke for another device; that was left out.", false)
		}
		return tx.Apply(ctx, c)
	case affiliate.NounConflict:
		return tx.Resolve(ctx, c.Key)
	}
	return nil
}

func read[T any](body []byte) (v T, err error) {
	if err = json.Unmarshal(body, &v); err != nil {
		return v, fmt.Errorf("%w: %w", errBody, err)
	}
	return v, nil
}
