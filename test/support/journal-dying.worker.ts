// The listener that ends the thread comes first, so that the storage's own never sees that request.
import './journal-last-words'
import '../../main/storage/storage.worker'
