package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"linkledger/app/desktop"
	"linkledger/internal/sqlitex"
	"linkledger/internal/store"
)

// restore kills a desktop at random moments while it edits, syncs, pays, makes
// backups and restores them, and restores a backup after each kill: nothing
// that was acknowledged is lost, payments wait after each restore until the
// log has been read, and the books are what they were.
func restore(ctx context.Context, r *run) error {
	dir := r.folder("profile")
	if err := settleIn(ctx, dir); err != nil {
		return err
	}
	kept := acknowledged{members: map[string]bool{}, payments: map[string]bool{}}
	for round := range r.rounds {
		draws := r.draws(round)
		said, err := worked(ctx, dir, draws.Uint64(), time.Duration(50+draws.IntN(1500))*time.Millisecond)
		if err != nil {
			return fmt.Errorf("round %d: %w", round, err)
		}
		for _, wrong := range kept.hear(said) {
			r.failf(round, "%s", wrong)
		}
		if err := restoreOnce(ctx, dir, &kept, draws.IntN, func(format string, args ...any) { r.failf(round, format, args...) }); err != nil {
			r.failf(round, "%v", err)
		}
	}
	r.notef("%d edits, %d payments, %d backups and %d restores were acknowledged before a kill", len(kept.members), len(kept.payments), kept.backups, kept.restores)
	return ctx.Err()
}

// acknowledged is what the killed programs had said to a person.
type acknowledged struct {
	members, payments map[string]bool
	backups, restores int
}

// hear takes up what a program said, and tells what it should not have said.
func (a *acknowledged) hear(said []string) (wrong []string) {
	for _, line := range said {
		what, which, _ := strings.Cut(line, " ")
		switch what {
		case saidMember:
			a.members[which] = true
		case saidPaid:
			a.payments[which] = true
		case saidBackup:
			a.backups++
		case saidRestored:
			a.restores++
		default:
			wrong = append(wrong, line)
		}
	}
	return wrong
}

// restoreOnce opens a killed profile, looks for all that was acknowledged, and
// restores one of its backups.
func restoreOnce(ctx context.Context, dir string, kept *acknowledged, draw func(n int) int, failf func(string, ...any)) (err error) {
	app, err := openProfile(ctx, dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, app.Close()) }()
	if err := app.Sync(ctx); err != nil {
		return err
	}
	kept.check(app, "after the kill", failf)
	before, err := app.Prove(ctx)
	if err != nil {
		return err
	}
	list, err := app.Backups.List()
	if err != nil {
		return err
	}
	if list.Frozen != "" || list.Damage != "" {
		failf("after a sync payments wait: %q, damage %q", list.Frozen, list.Damage)
	}
	if _, err := app.Backups.Restore(list.Items[draw(len(list.Items))].ID); err != nil {
		return fmt.Errorf("restore: %w", err)
	}
	for _, wrong := range frozen(app) {
		failf("after a restore: %s", wrong)
	}
	if err := app.Sync(ctx); err != nil {
		return err
	}
	after, err := app.Prove(ctx)
	if err != nil || after != before {
		failf("the books were %s, and are %s after the restore: %v", before, after, err)
	}
	if v, err := app.Backups.List(); err != nil || v.Frozen != "" {
		failf("payments still wait after a sync: %q %v", v.Frozen, err)
	}
	kept.check(app, "after the restore", failf)
	return nil
}

// check looks for everything that was acknowledged.
func (a *acknowledged) check(app *desktop.App, when string, failf func(string, ...any)) {
	members, err := app.Members.List()
	if err != nil {
		failf("%s: %v", when, err)
	}
	there := map[string]bool{}
	for _, m := range members {
		there[m.Name] = true
	}
	for _, name := range slices.Sorted(maps.Keys(a.members)) {
		if !there[name] {
			failf("%s the member %s is lost", when, name)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(a.payments)) {
		if p, err := app.Payments.Get(id); err != nil || p.Row.State == "" || p.Row.State == "refused" {
			failf("%s the payment %s is lost or refused: %q %v", when, id, p.Row.State, err)
		}
	}
}

// frozen tells how payments could be made though they should wait.
func frozen(app *desktop.App) (wrong []string) {
	v, err := app.Backups.List()
	if err != nil || v.Frozen == "" {
		wrong = append(wrong, fmt.Sprintf("payments are not frozen (%v)", err))
	}
	plan, err := app.Payments.Plan()
	if err != nil || plan.Stopped == "" {
		return append(wrong, fmt.Sprintf("payments are offered (%v)", err))
	}
	var members []string
	for _, line := range plan.Lines {
		members = append(members, line.MemberID)
	}
	if _, err := app.Payments.Make(members); err == nil {
		wrong = append(wrong, "a payment was made")
	}
	return wrong
}

// worked lets a program work on a profile until it is killed, and returns what
// it had said by then.
func worked(ctx context.Context, dir string, seed uint64, life time.Duration) (said []string, err error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	cmd := exec.CommandContext(ctx, self)
	cmd.Env = append(os.Environ(), envProfile+"="+dir, fmt.Sprintf("%s=%d", envSeed, seed))
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	lines := bufio.NewScanner(out)
	ready := false
	for lines.Scan() {
		if lines.Text() == saidReady {
			ready = true
			kill := time.AfterFunc(life, func() { _ = cmd.Process.Kill() })
			defer kill.Stop()
			continue
		}
		said = append(said, lines.Text())
	}
	err = cmd.Wait()
	if !ready || cmd.ProcessState.Exited() { // it was to be killed
		return said, fmt.Errorf("the program ended by itself: %w: %s", err, stderr.String())
	}
	if err := afterKill(ctx, dir); err != nil {
		return said, err
	}
	return said, nil
}

// afterKill makes sure that a kill never leaves a database that SQLite or the
// books would not take.
func afterKill(ctx context.Context, dir string) error {
	path := databaseOf(dir)
	if verdict := integrity(ctx, path); verdict != "ok" {
		return fmt.Errorf("after the kill: %s", verdict)
	}
	if _, err := store.Prove(ctx, path); err != nil && !errors.Is(err, sqlitex.ErrNewer) {
		return fmt.Errorf("after the kill: %w", err)
	}
	return nil
}

func databaseOf(dir string) string {
	return filepath.Join(dir, "profiles", "practice", "linkledger.db")
}

func openProfile(ctx context.Context, dir string) (*desktop.App, error) {
	return desktop.Open(ctx, desktop.Options{Dir: dir, Manual: true, Version: "campaign"})
}
