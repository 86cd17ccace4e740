package org.postwall.simulator.api;

import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.postwall.simulator.limits.Limits;
import org.postwall.simulator.world.MediaKind;
import org.postwall.simulator.world.World;

/** The table of all Bot API methods. */
public final class Methods {
    private final Map<String, Method> byName = new HashMap<>();
    private final Map<String, String> properNames = new HashMap<>();
    private final WebhookReplies webhookReplies = new WebhookReplies();

    public Methods(Vertx vertx, Clock clock, World world, Limits limits) {
        Targets targets = new Targets(world);
        Texts texts = new Texts();
        Markups markups = new Markups();
        Sender sender = new Sender(world, targets, limits, markups);

        var session = new Session(clock);
        now("logOut", session::logOut);
        now("close", session::close);

        var polling = new Polling();
        later("getUpdates", polling::getUpdates);

        var webhooks = new Webhooks(webhookReplies);
        now("setWebhook", webhooks::setWebhook);
        now("deleteWebhook", webhooks::deleteWebhook);
        now("getWebhookInfo", webhooks::getWebhookInfo);

        var messages = new TextMessages(sender, texts);
        now("sendMessage", messages::sendMessage);

        var editing = new Editing(world, targets, texts, markups);
        now("editMessageText", editing::editMessageText);
        now("editMessageCaption", editing::editMessageCaption);
        now("editMessageReplyMarkup", editing::editMessageReplyMarkup);

        var media = new MediaMessages(sender, texts, new MediaInputs(world, new WebMedia(vertx)), editing, markups);
        later("sendPhoto", media.sending(MediaKind.PHOTO));
        later("sendVideo", media.sending(MediaKind.VIDEO));
        later("sendAnimation", media.sending(MediaKind.ANIMATION));
        later("sendDocument", media.sending(MediaKind.DOCUMENT));
        later("sendAudio", media.sending(MediaKind.AUDIO));
        later("sendVoice", media.sending(MediaKind.VOICE));
        later("sendSticker", media.sending(MediaKind.STICKER));
        later("sendVideoNote", media.sending(MediaKind.VIDEO_NOTE));
        later("sendMediaGroup", media::sendMediaGroup);
        later("editMessageMedia", media::editMessageMedia);

        var files = new FileMethods(world);
        now("getFile", files::getFile);
        now("getUserProfilePhotos", files::getUserProfilePhotos);

        var others = new OtherMessages(sender);
        now("sendLocation", others::sendLocation);
        now("sendVenue", others::sendVenue);
        now("sendContact", others::sendContact);
        now("sendDice", others::sendDice);
        now("sendPoll", others::sendPoll);

        var copying = new Copying(sender, targets, texts);
        now("copyMessage", copying::copyMessage);
        now("copyMessages", copying::copyMessages);
        now("forwardMessage", copying::forwardMessage);
        now("forwardMessages", copying::forwardMessages);

        var deleting = new Deleting(world, targets, clock);
        now("deleteMessage", deleting::deleteMessage);
        now("deleteMessages", deleting::deleteMessages);

        var signs = new Signs(world, targets);
        now("answerCallbackQuery", signs::answerCallbackQuery);
        now("sendChatAction", signs::sendChatAction);
        now("setMessageReaction", signs::setMessageReaction);

        var commands = new Commands(world, targets);
        now("setMyCommands", commands::setMyCommands);
        now("getMyCommands", commands::getMyCommands);
        now("deleteMyCommands", commands::deleteMyCommands);

        var profile = new Profile(world);
        now("getMe", profile::getMe);
        now("setMyName", profile::setMyName);
        now("getMyName", profile::getMyName);
        now("setMyDescription", profile::setMyDescription);
        now("getMyDescription", profile::getMyDescription);
        now("setMyShortDescription", profile::setMyShortDescription);
        now("getMyShortDescription", profile::getMyShortDescription);
        now("setChatMenuButton", profile::setChatMenuButton);
        now("getChatMenuButton", profile::getChatMenuButton);
        now("setMyDefaultAdministratorRights", profile::setMyDefaultAdministratorRights);
        now("getMyDefaultAdministratorRights", profile::getMyDefaultAdministratorRights);

        var chats = new ChatInfo(world, targets);
        now("getChat", chats::getChat);
        now("getChatMember", chats::getChatMember);
        now("getChatMemberCount", chats::getChatMemberCount);
        now("getChatMembersCount", chats::getChatMemberCount);
        now("getChatAdministrators", chats::getChatAdministrators);

        var care = new ChatCare(world, targets);
        now("leaveChat", care::leaveChat);
        now("pinChatMessage", care::pinChatMessage);
        now("unpinChatMessage", care::unpinChatMessage);
        now("unpinAllChatMessages", care::unpinAllChatMessages);
        now("setChatTitle", care::setChatTitle);
        now("setChatDescription", care::setChatDescription);
        now("banChatMember", care::banChatMember);
        now("unbanChatMember", care::unbanChatMember);

        var invites = new Invites(targets);
        now("exportChatInviteLink", invites::exportChatInviteLink);
        now("createChatInviteLink", invites::createChatInviteLink);
        now("editChatInviteLink", invites::editChatInviteLink);
        now("revokeChatInviteLink", invites::revokeChatInviteLink);
    }

    private void now(String name, Function<Call, Object> action) {
        later(name, Method.now(action));
    }

    private void later(String name, Method method) {
        byName.put(name.toLowerCase(Locale.ROOT), method);
        properNames.put(name.toLowerCase(Locale.ROOT), name);
    }

    Optional<Method> find(String name) {
        return Optional.ofNullable(byName.get(name.toLowerCase(Locale.ROOT)));
    }

    WebhookReplies webhookReplies() {
        return webhookReplies;
    }

    /** The name as Telegram's documentation writes it; one that it doesn't have stays as it is. */
    public String properName(String name) {
        return properNames.getOrDefault(name.toLowerCase(Locale.ROOT), name);
    }
}
