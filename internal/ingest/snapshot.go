package ingest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"

	"github.com/klauspost/compress/zstd"

	"linkledger/internal/relayapi"
)

// A new device starts from a snapshot that another one made, and falls back to
// the log when there is none or anything is wrong with it: a snapshot only
// saves time.

// Snapshots is where a relay keeps the newest one.
type Snapshots interface {
	Snapshot(ctx context.Context) (relayapi.Snapshot, error)
	SnapshotPart(ctx context.Context, id string, part int) ([]byte, error)
	PutSnapshotPart(ctx context.Context, id string, part int, sealed []byte) error
	PutSnapshot(ctx context.Context, s relayapi.NewSnapshot) error
}

const (
	// snapshotEvery is how far the log grows before a device makes the next.
	snapshotEvery = 5000
	// snapshotWorth is how long a log must be for a snapshot to be quicker.
	snapshotWorth = 2000
	maxParts      = 512
	// maxSnapshot bounds what a snapshot may unpack to.
	maxSnapshot = 64 << 30
)

// adopt starts from the newest snapshot, if there is a sound one.
func (s *Syncer) adopt(ctx context.Context, head int64) error {
	if s.Snapshots == nil || head < snapshotWorth {
		return nil
	}
	about, err := s.Snapshots.Snapshot(ctx)
	if err == nil && about.Schema == FoldVersion && about.Parts >= 1 && about.Parts <= maxParts {
		err = s.take(ctx, about)
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil && s.Log != nil {
		s.Log("a snapshot was not used, the log is read instead: " + err.Error())
	}
	return nil
}

func (s *Syncer) take(ctx context.Context, about relayapi.Snapshot) (err error) {
	path := s.Scratch()
	defer func() { err = errors.Join(err, s.Store.Forget(path)) }()
	if err := s.Store.Forget(path); err != nil { // what a crash left
		return err
	}
	if err := s.download(ctx, about, path); err != nil {
		return err
	}
	if err := s.Store.Import(ctx, path, about.Seq); err != nil {
		return err
	}
	changes, err := s.Store.EntriesOfKind(ctx, relayapi.KindKey)
	if err != nil {
		return err
	}
	for _, e := range changes {
		if _, err := s.Fold.Keys.Learn(s.Fold.Workspace, wire(e)); err != nil {
			return unopened(e, err)
		}
	}
	return s.Store.Note(ctx, noteFoldVersion, strconv.Itoa(FoldVersion))
}

// download writes the snapshot's database into a file.
func (s *Syncer) download(ctx context.Context, about relayapi.Snapshot, path string) (err error) {
	seal := relayapi.SnapshotSeal{Workspace: s.Fold.Workspace, ID: about.ID, Seq: about.Seq, Schema: about.Schema, Parts: about.Parts}
	parts, packed := io.Pipe()
	go func() {
		for part := range about.Parts {
			box, err := s.Snapshots.SnapshotPart(ctx, about.ID, part)
			if err == nil {
				if box, err = s.Fold.Keys.OpenPart(seal, part, box); err == nil {
					_, err = packed.Write(box)
				}
			}
			if err != nil {
				packed.CloseWithError(fmt.Errorf("part %d of %d: %w", part+1, about.Parts, err))
				return
			}
			if s.Progress != nil {
				s.Progress(about.Seq*int64(part)/int64(about.Parts), about.Seq)
			}
		}
		_ = packed.Close()
	}()
	defer parts.Close()
	unpacked, err := zstd.NewReader(parts)
	if err != nil {
		return err
	}
	defer unpacked.Close()
	file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	n, err := io.Copy(file, io.LimitReader(unpacked, maxSnapshot))
	if err == nil && n == maxSnapshot {
		err = errors.New("the snapshot is too large")
	}
	return err
}

// OfferSnapshot makes a snapshot for devices to come, when the log has grown
// enough since the newest one.
func (s *Syncer) OfferSnapshot(ctx context.Context) error {
	_, seq, err := s.Store.LastFolded(ctx)
	if err != nil || s.Snapshots == nil || seq < snapshotEvery {
		return err
	}
	newest, err := s.Snapshots.Snapshot(ctx)
	var problem relayapi.Problem
	if err != nil && !(errors.As(err, &problem) && problem.Code == relayapi.CodeNotFound) {
		return err
	}
	if newest.Schema == FoldVersion && seq < newest.Seq+snapshotEvery {
		return nil
	}
	return s.MakeSnapshot(ctx)
}

// MakeSnapshot uploads a snapshot of what is folded now.
func (s *Syncer) MakeSnapshot(ctx context.Context) (err error) {
	path := s.Scratch()
	packed := path + ".zst"
	defer func() { err = errors.Join(err, s.Store.Forget(path), s.Store.Forget(packed)) }()
	if err := errors.Join(s.Store.Forget(path), s.Store.Forget(packed)); err != nil { // what a crash left
		return err
	}
	epoch, seq, err := s.Store.Export(ctx, path)
	if err != nil {
		return err
	}
	size, err := compress(path, packed)
	if err != nil {
		return err
	}
	parts := int((size + relayapi.SnapshotPartSize - 1) / relayapi.SnapshotPartSize)
	if parts > maxParts {
		return fmt.Errorf("a snapshot of %d bytes is more than the relay takes", size)
	}
	about := relayapi.NewSnapshot{ID: s.NewID(), Epoch: epoch, Seq: seq, Schema: FoldVersion, Parts: parts}
	if err := s.upload(ctx, about, packed); err != nil {
		return err
	}
	return s.Snapshots.PutSnapshot(ctx, about)
}

func (s *Syncer) upload(ctx context.Context, about relayapi.NewSnapshot, packed string) error {
	file, err := os.Open(packed)
	if err != nil {
		return err
	}
	defer file.Close()
	seal := relayapi.SnapshotSeal{Workspace: s.Fold.Workspace, ID: about.ID, Seq: about.Seq, Schema: about.Schema, Parts: about.Parts}
	buffer := make([]byte, relayapi.SnapshotPartSize)
	for part := range about.Parts {
		n, err := io.ReadFull(file, buffer)
		if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
			return err
		}
		box, err := s.Fold.Keys.SealPart(seal, part, buffer[:n])
		if err != nil {
			return err
		}
		if err := s.Snapshots.PutSnapshotPart(ctx, about.ID, part, box); err != nil {
			return err
		}
	}
	return nil
}

func compress(from, to string) (size int64, err error) {
	in, err := os.Open(from)
	if err != nil {
		return 0, err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	pack, err := zstd.NewWriter(out, zstd.WithEncoderLevel(zstd.SpeedDefault))
	if err != nil {
		return 0, err
	}
	if _, err := io.Copy(pack, in); err != nil {
		return 0, errors.Join(err, pack.Close())
	}
	if err := pack.Close(); err != nil {
		return 0, err
	}
	info, err := out.Stat()
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}
