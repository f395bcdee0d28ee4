package clickfile

import (
	"errors"
	"os"
	"runtime/debug"
	"syscall"
)

// windowSize is how much of the file is made ready at once.
const windowSize = 1 << 20

// window is a piece of a file in memory. What is put there is with the
// operating system at once, as after a write, for a tenth of its cost.
type window struct {
	memory []byte
	from   int64 // offset of its first byte
}

// openWindow opens a window for what comes at an offset, the end of the file.
// It fills it with zeros by writing them, so that the disk has room for it: a
// full disk is an error here, never a fault when the memory is used.
func openWindow(file *os.File, end int64) (w window, err error) {
	page := int64(os.Getpagesize())
	from := end / page * page
	if _, err := file.WriteAt(zeros[:from+windowSize-end], end); err != nil {
		return w, errors.Join(err, file.Truncate(end))
	}
	memory, err := syscall.Mmap(int(file.Fd()), from, windowSize, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_SHARED)
	if err != nil {
		return w, errors.Join(err, file.Truncate(end))
	}
	return window{memory, from}, nil
}

var zeros [windowSize]byte

// put writes at an offset, and reports whether it could: not outside of the
// window, and not when the file is gone from under it.
func (w *window) put(b []byte, offset int64) (done bool) {
	if offset < w.from || offset+int64(len(b)) > w.from+int64(len(w.memory)) {
		return false
	}
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if recover() != nil {
			done = false
		}
	}()
	copy(w.memory[offset-w.from:], b)
	return true
}

func (w *window) close() error {
	if w.memory == nil {
		return nil
	}
	memory := w.memory
	*w = window{}
	return syscall.Munmap(memory)
}

// syncData syncs a file without its times, which nobody reads.
func syncData(file *os.File) error {
	raw, err := file.SyscallConn()
	if err != nil {
		return err
	}
	var syncErr error
	err = raw.Control(func(fd uintptr) {
		for {
			if syncErr = syscall.Fdatasync(int(fd)); syncErr != syscall.EINTR {
				return
			}
		}
	})
	return errors.Join(err, syncErr)
}
